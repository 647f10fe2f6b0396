#ifndef ANALYZER_DOC_LIMITS_H
#define ANALYZER_DOC_LIMITS_H

/*
 * Every bound that untrusted input meets, in one place. They are far above what CloudFormation
 * itself accepts (1 MB a template, 500 resources) and low enough that no input takes memory or time
 * out of proportion to its size.
 */
#define LIMIT_FILE_BYTES (64u << 20)	 /* one file; price lists are larger than templates */
#define LIMIT_DEPTH 128			 /* nesting; the deepest of 1,860 public templates has 17 */
#define LIMIT_NODES (4u << 20)		 /* nodes of one document, alias expansion included */
#define LIMIT_ALIAS_NODES (64u << 10)	 /* nodes that aliases may add */
#define LIMIT_GLOBALS_NODES (256u << 10) /* nodes that the Globals of a SAM template may add */
#define LIMIT_KEY_BYTES 1024		 /* libyaml's own bound on a simple key */
#define LIMIT_DIRECTIVES 1000 /* lines that start with %; libyaml compares each with all before */
#define LIMIT_ERRORS_PER_FILE 32 /* diagnostics of one file before the rest is left unsaid */

#define LIMIT_WALK_DEPTH 32    /* folders below a folder that is walked */
#define LIMIT_WALK_FILES 10000 /* files of one walk */
#define LIMIT_NESTED_STACKS 32 /* stacks in stacks, assemblies in assemblies */

#define LIMIT_STACKS 4096 /* stacks of one run, nested ones included */

#define LIMIT_EVALUATION_DEPTH 128	 /* intrinsics inside intrinsics, followed across stacks */
#define LIMIT_EVALUATION_STEPS 1000000	 /* nodes visited by one evaluation of one rule */
#define LIMIT_TEXT_BYTES (1u << 20)	 /* a string that intrinsics put together */
#define LIMIT_LIST_ITEMS 65536		 /* a list that intrinsics put together */
#define LIMIT_LOOP_NODES (64u << 10)	 /* nodes that the loops of one template may put together */
#define LIMIT_INCLUDED_FILES 32		 /* files that AWS::Include reads for one template */
#define LIMIT_CONDITION_VARIABLES 64	 /* parameters and the like that one condition depends on */
#define LIMIT_CONDITION_VALUES 1024	 /* literals that one parameter is compared with */
#define LIMIT_CONDITION_ASSIGNMENTS 4096 /* values tried to decide a condition once */
#define LIMIT_CONDITIONS_JUDGED (1u << 17) /* conditions judged to decide those of one stack */
#define LIMIT_DECISIONS 64		   /* conditions that one evaluation may meet undecided */
#define LIMIT_SCENARIOS 64		   /* condition outcomes explored per rule and resource */

#define LIMIT_SUPPRESSIONS 4096 /* of one run, those of all its templates */

#endif
