#include "analyzer/base/library.h"

#include <dlfcn.h>
#include <string.h>

bool library_load(struct ctx *ctx, const struct library *library, void *functions) {
	void *handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL);
	if (!handle) {
		ctx_error(ctx, NOWHERE, "%s: %s", library->need, dlerror());
		return false;
	}
	for (const struct library_function *row = library->functions; row->name; row++) {
		void *address = dlsym(handle, row->name);
		if (!address) {
			ctx_error(ctx, NOWHERE, "%s is too old: it lacks %s", library->file,
				row->name);
			return false;
		}
		/* A pointer to data that is one to a function: POSIX has it so, C does not. */
		memcpy((char *)functions + row->offset, &address, sizeof(address));
	}
	return true;
}
