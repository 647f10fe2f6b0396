#ifndef ANALYZER_CLI_PRICES_H
#define ANALYZER_CLI_PRICES_H

#include "analyzer/cli/cli.h"
#include "pricing/offers/offers.h"

/* What the parts of `drlint prices` share. */

/* Downloads the lists of the regions that options or paths say, and imports them. */
enum exit_code prices_update(struct cli *cli, const char *const *paths, size_t count);

/* Writes what was read, over the book it stands on, where --output says. */
enum exit_code prices_write(struct cli *cli, struct offers *offers);

#endif
