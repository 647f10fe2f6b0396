#include "analyzer/report/review_markdown.h"

const struct format report_formats[] = {
	{ "markdown", "a review document", review_markdown },
	{ 0 },
};
