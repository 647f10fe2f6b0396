#ifndef ANALYZER_INGEST_INPUT_H
#define ANALYZER_INGEST_INPUT_H

#include "analyzer/base/file.h"
#include "analyzer/ingest/ingest.h"

/* What the files of this folder share while the input is read. Nothing outside includes this. */

struct assembly;
struct lone_list;
struct snapshot;
struct metadata;

struct ingest {
	struct ctx *ctx;
	struct estate *estate;
	const struct ingest_options *options;
	struct map seen;      /* real path -> itself, of what was read: nothing is read twice */
	struct map templates; /* real path -> struct template, of those that stacks named */
	struct map nested; /* real path -> itself, of templates that nested stacks were made of */
	struct file_list places;  /* paths in whose folders templates may name files */
	struct file_list folders; /* those of which the real paths are known; see input_is_inside */
	struct lone_list *lone;	  /* templates that no stack named yet; NULL for none */
	const char
		*incomplete_reason; /* the first reason why absence proves nothing; NULL for none */
	struct snapshot *snapshot;  /* the describe calls read so far; NULL for none */
	size_t met;		    /* inputs of use so far, those read before included */
	bool full;		    /* LIMIT_STACKS was reached and said */
};

/* Where a template stands, for what it refers to, and the templates that led to it. */
struct nest {
	const struct nest *up;		 /* of the parent stack; NULL at the top */
	const char *path;		 /* of the template file */
	const char *real;		 /* the same without links and dots */
	const struct assembly *assembly; /* NULL for a template by itself */
	struct metadata *metadata;	 /* NULL for a template by itself */
	unsigned depth;
};

/*
 * Reads a file, "-" included, and adds what it holds. `named` says that the user asked for this
 * very file: then one that holds nothing of use is an error, else it is passed over.
 */
void input_file(struct ingest *ingest, const char *path, bool named);

/* Walks a folder; one that holds nothing of use is an error. */
void input_folder(struct ingest *ingest, const char *path);

/* The real path in the arena, or NULL where there is no such file. */
const char *input_real_path(struct ingest *ingest, const char *path);

/*
 * Says whether a real path lies in the working folder, in the folder of a PATH or of a configured
 * template: what a template names elsewhere is not read, since templates are untrusted.
 */
bool input_is_inside(struct ingest *ingest, const char *real);

/* Notes that a path is read now; false when it has been already. */
bool input_is_new(struct ingest *ingest, const char *path);

/* Hands collected diagnostics on to the run's. */
void input_report(struct ingest *ingest, const struct diags *diags);

/* Notes why the estate may be incomplete; the first reason stays. */
void input_incomplete(struct ingest *ingest, const char *reason);

/* The file's template; NULL, with the reason reported at `origin`, where it holds none. */
const struct template *input_template(
	struct ingest *ingest, const char *path, const struct node *origin);

/* A new stack of a template that is deployed where `region` and `account` (NULL: not said) are. */
struct member_stack *input_stack(struct ingest *ingest, const struct template *template,
	const char *region, const char *account);

/* Gives a stack the values of the command line; `strict`: one for no parameter is reported. */
void input_apply_arguments(struct ingest *ingest, struct member_stack *stack, bool strict);

/* Adds a stack to the estate and then the stacks nested in it. */
void input_add_stack(struct ingest *ingest, struct member_stack *stack, const struct nest *nest);

/*
 * Notes a template that stands by itself. lone_finish, called once everything is read, makes stacks
 * of those that no other template nests: as a stack of its own a part would be judged without the
 * parameters that it gets. Of templates that nest each other the first is taken.
 */
void lone_note(
	struct ingest *ingest, const struct template *template, const char *path, bool named);
void lone_finish(struct ingest *ingest);

/* Adds the stacks that a request says there are. */
void input_request(struct ingest *ingest, const struct stack_request *request);

/* Files that say how a template is deployed; rows of document_kinds. */
bool git_sync_recognise(struct arena *arena, const struct node *root, const char *path);
void git_sync_add(struct ingest *ingest, const struct node *root, const char *path, bool named);
bool sam_config_is_name(const char *path);
bool sam_config_recognise(struct arena *arena, const struct node *root, const char *path);
void sam_config_add(struct ingest *ingest, const struct node *root, const char *path, bool named);
bool cdk_json_recognise(struct arena *arena, const struct node *root, const char *path);
void cdk_json_add(struct ingest *ingest, const struct node *root, const char *path, bool named);

/* Says whether a file's name, or failing that its content, is that of a describe call's output. */
bool describe_is_name(struct arena *arena, const char *path);
bool describe_recognise(struct arena *arena, const struct node *root, const char *path);

/* Notes the output of a call. */
void describe_add(struct ingest *ingest, const struct node *root);

/* Notes a call that printed nothing, which is an answer; false where the name is of no call. */
bool describe_add_silence(struct ingest *ingest, const struct source *source);

/* Notes a call that failed, by what it wrote to standard error. */
void describe_add_failure(struct ingest *ingest, const struct source *source);

/* Makes stacks of the calls, one a region, once all of them are read. */
void describe_finish(struct ingest *ingest);

/* Adds the stacks nested in a stack that the estate holds already. */
void nested_add(struct ingest *ingest, struct member_stack *parent, const struct nest *nest);

/*
 * Notes in `ret_paths` the real paths of the templates beside a lone one that its nested stacks
 * name, and reports nothing.
 */
void nested_paths(struct ingest *ingest, struct member_stack *parent, const struct nest *nest,
	struct map *ret_paths);

#endif
