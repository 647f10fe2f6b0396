#ifndef RULES_BACKUP_SELECTION_H
#define RULES_BACKUP_SELECTION_H

#include "rules/word.h"

#define BACKUP_SELECTION "AWS::Backup::BackupSelection"

/*
 * Says whether a selection takes a resource: one that its ARNs or its tags name (any where it has
 * neither), as far as its conditions hold, without what it excludes, in the region and account of
 * its plan. Source:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html (read 2026-11).
 */
enum truth selection_takes(
	struct judge *judge, const struct resource *selection, const struct resource *resource);

/* The selections that may take a resource, to be asked; some of them twice. */
struct resource_list selections_that_may_take(struct judge *judge, const struct resource *resource);

/* The selections that may ask for tags. */
const struct resource_list *selections_by_tags(struct judge *judge);

#endif
