#include "analyzer/doc/load.h"
#include "tests/fuzz/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	check_reader(doc_parse_toml, data, size);
	return 0;
}
