#include "analyzer/base/map.h"
#include "analyzer/doc/tree.h"

/* No tag of a document is this one, and no node with it gets into a map. */
static const char merge_tag[] = "<<";

struct merge {
	struct tree *tree;
	struct map keys; /* those that the map has so far */
	struct VEC(struct member) members;
};

void tree_make_merge(struct node *key) {
	key->tag = merge_tag;
}

bool tree_is_merge(const struct node *key) {
	return key->tag == merge_tag;
}

static void add_missing(struct merge *merge, const struct node *map) {
	const struct member *member;
	member_each(member, map) {
		if (!map_has(&merge->keys, member->key->text)) {
			map_set(merge->tree->scratch, &merge->keys, member->key->text, member);
			vec_push(merge->tree->scratch, &merge->members, *member);
		}
	}
}

static void refuse(struct merge *merge, const struct node *value) {
	tree_error(merge->tree, value->start, value->end, "'<<' takes a map or a list of maps");
}

static void merge_value(struct merge *merge, const struct node *value) {
	struct node **item;
	if (node_is_map(value)) {
		add_missing(merge, value);
	} else if (!node_is_list(value)) {
		refuse(merge, value);
	}
	node_each(item, value) {
		if (node_is_map(*item)) {
			add_missing(merge, *item);
		} else {
			refuse(merge, *item);
		}
	}
}

void tree_merge_members(
	struct tree *tree, struct node *map, const struct member *members, uint32_t count) {
	struct merge merge = { .tree = tree };
	for (uint32_t i = 0; i < count; i++) {
		if (!tree_is_merge(members[i].key)) {
			vec_push(tree->scratch, &merge.members, members[i]);
			map_set(tree->scratch, &merge.keys, members[i].key->text, &members[i]);
		}
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct node *key = members[i].key;
		if (tree_is_merge(key)) {
			if (!tree->own) {
				tree_complain(tree, DIAG_WARNING, key->start, key->end,
					"CloudFormation takes '<<' only behind 'aws cloudformation "
					"package'");
			}
			merge_value(&merge, members[i].value);
		}
	}
	tree_set_members(tree, map, merge.members.items, (uint32_t)merge.members.count);
}
