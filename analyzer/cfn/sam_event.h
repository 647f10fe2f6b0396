#ifndef ANALYZER_CFN_SAM_EVENT_H
#define ANALYZER_CFN_SAM_EVENT_H

#include "analyzer/cfn/sam_build.h"

/* What the files that expand events share: one of a function's or state machine's events. */
struct sam_event {
	const struct sam_item *item;
	const struct node *key;
	const char *id;		       /* of what is made of it: owner's and event's */
	const char *type;	       /* as SAM names it */
	const struct node *properties; /* a map */
	const struct node *target;     /* a reference to what it calls */
	bool is_machine;
};

/* A property without which SAM makes nothing of the event; NULL is reported. */
const struct node *event_requires(const struct sam_event *event, const char *name);

/* Lets a service call the event's function. */
void event_permission(const struct sam_event *event, const char *suffix, const char *principal,
	const struct node *source);

/* The role by which a service starts a state machine: its ARN. */
const struct node *event_role(const struct sam_event *event, const char *service);

/* The logical id in a plain Ref, short or long; NULL for anything else. */
const char *event_referred(const struct node *node);

/* The expansion of each kind of event. */
void event_mapping(const struct sam_event *event);
void event_route(const struct sam_event *event);
void event_s3(const struct sam_event *event);
void event_sns(const struct sam_event *event);
void event_rule(const struct sam_event *event);
void event_schedule(const struct sam_event *event);
void event_logs(const struct sam_event *event);
void event_iot(const struct sam_event *event);
void event_cognito(const struct sam_event *event);
void event_alexa(const struct sam_event *event);

#endif
