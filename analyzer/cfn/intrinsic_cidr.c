#include "analyzer/base/vec.h"
#include "analyzer/cfn/intrinsic.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

struct value_list VEC(struct value);

/* An address of 32 or 128 bits, most significant byte first. */
struct address {
	int family;
	unsigned bits;
	unsigned char bytes[16];
};

struct block {
	struct address address;
	unsigned prefix;
};

static bool block_parse(struct arena *arena, const char *text, struct block *ret_block) {
	const char *slash = strchr(text, '/');
	if (!slash || !slash[1] || strspn(slash + 1, "0123456789") != strlen(slash + 1)) {
		return false;
	}
	struct block block = { .address.family = strchr(text, ':') ? AF_INET6 : AF_INET };
	block.address.bits = block.address.family == AF_INET6 ? 128 : 32;
	block.prefix = (unsigned)strtoul(slash + 1, NULL, 10);
	const char *host = arena_strndup(arena, text, (size_t)(slash - text));
	if (block.prefix > block.address.bits ||
		inet_pton(block.address.family, host, block.address.bytes) != 1) {
		return false;
	}
	for (unsigned bit = block.prefix; bit < block.address.bits; bit++) {
		block.address.bytes[bit / 8] &= (unsigned char)~(0x80u >> bit % 8);
	}
	*ret_block = block;
	return true;
}

/* Adds one block of 2^host_bits addresses. */
static void address_advance(struct address *address, unsigned host_bits) {
	unsigned at = address->bits - host_bits; /* the bit that counts blocks is the one before */
	unsigned carry = at == 0 ? 0 : 1u << (7 - (at - 1) % 8);
	for (int byte = at == 0 ? -1 : (int)((at - 1) / 8); byte >= 0 && carry; byte--) {
		carry += address->bytes[byte];
		address->bytes[byte] = (unsigned char)carry;
		carry >>= 8;
	}
}

/* A whole number from 1 to 256, or 0. */
static unsigned small_number(struct arena *arena, const struct value *value) {
	const char *text = value_text(arena, value);
	if (!text || !*text || strspn(text, "0123456789") != strlen(text)) {
		return 0;
	}
	unsigned long number = strtoul(text, NULL, 10);
	return number <= 256 ? (unsigned)number : 0;
}

/* Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
struct value intrinsic_cidr(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	size_t given = node_items_count(arguments);
	if (given != 2 && given != 3) {
		return value_unknown(eval, stack, arguments,
			"Fn::Cidr takes a block, a count and the bits of each");
	}
	struct value values[3];
	for (size_t i = 0; i < given; i++) {
		values[i] = eval_node(eval, stack, node_items_begin(arguments)[i]);
		if (values[i].kind == VALUE_UNKNOWN) {
			return values[i];
		}
	}
	struct block block;
	const char *text = value_text(eval->arena, &values[0]);
	unsigned count = small_number(eval->arena, &values[1]);
	if (!text || !block_parse(eval->arena, text, &block) || count == 0) {
		return value_unknown(eval, stack, arguments, "the block or count is not known");
	}
	unsigned host_bits = given == 3 ? small_number(eval->arena, &values[2])
					: (block.address.family == AF_INET6 ? 64 : 8);
	unsigned room = block.address.bits - block.prefix;
	if (host_bits == 0 || host_bits > room ||
		(room - host_bits < 9 && count > 1u << (room - host_bits))) {
		return value_unknown(
			eval, stack, arguments, "the block has no room for %u blocks", count);
	}
	struct value_list blocks = { 0 };
	char host[INET6_ADDRSTRLEN];
	for (unsigned i = 0; i < count; i++) {
		inet_ntop(block.address.family, block.address.bytes, host, sizeof(host));
		const char *cidr =
			arena_printf(eval->arena, "%s/%u", host, block.address.bits - host_bits);
		vec_push(eval->arena, &blocks, value_literal(eval, stack, arguments, cidr));
		address_advance(&block.address, host_bits);
	}
	return (struct value){ .kind = VALUE_LIST,
		.node = arguments,
		.stack = stack,
		.count = blocks.count,
		.items = blocks.items };
}
