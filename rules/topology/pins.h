#ifndef RULES_TOPOLOGY_PINS_H
#define RULES_TOPOLOGY_PINS_H

#include "rules/word.h"

/*
 * Adds the ARNs and endpoints below the properties of the subject's resource that name a region in
 * this very deployment: those that the template writes out, and those that its parameters, mappings
 * and conditions give. The region of each is the one that it names.
 */
void pins_deployed(struct judge *judge, struct subject_list *ret_texts);

/*
 * Of such a text: a rule of the recovery region that forwards to the bus of the primary is meant
 * to, for that is the way back.
 */
bool pins_lead_back(const struct subject *text);

#endif
