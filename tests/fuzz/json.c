#include "analyzer/doc/load.h"
#include "tests/fuzz/check.h"

/* As JSON, then as whatever it is: what is not JSON goes through both readers. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	check_reader(doc_parse_json, data, size);
	check_reader(doc_parse, data, size);
	return 0;
}
