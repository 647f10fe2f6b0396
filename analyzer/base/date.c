#include "analyzer/base/date.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool is_leap(unsigned year) {
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned days_in_year(unsigned year) {
	return is_leap(year) ? 366 : 365;
}

static unsigned days_in_month(unsigned year, unsigned month) {
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_is_valid(const char *text) {
	static const char shape[] = "dddd-dd-dd";
	if (strlen(text) != strlen(shape)) {
		return false;
	}
	for (size_t i = 0; shape[i]; i++) {
		if (shape[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') {
			return false;
		}
	}
	unsigned year = (unsigned)strtoul(text, NULL, 10);
	unsigned month = (unsigned)strtoul(text + 5, NULL, 10);
	unsigned day = (unsigned)strtoul(text + 8, NULL, 10);
	return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

/* Seconds up to the year 9999, the last that has four digits. */
static bool said_epoch(time_t *ret_now) {
	const char *said = getenv("SOURCE_DATE_EPOCH");
	if (!said || !*said || strlen(said) > 12 || strspn(said, "0123456789") != strlen(said)) {
		return false;
	}
	long long seconds = strtoll(said, NULL, 10);
	*ret_now = (time_t)seconds;
	return seconds < 253402300800;
}

/* Counted by hand: gmtime_r would read the file of the local time zone first. */
const char *date_today(struct arena *arena) {
	time_t now;
	if (!said_epoch(&now)) {
		now = time(NULL);
	}
	unsigned days = (unsigned)(now / 86400), year = 1970, month = 1;
	for (; days >= days_in_year(year); year++) {
		days -= days_in_year(year);
	}
	for (; days >= days_in_month(year, month); month++) {
		days -= days_in_month(year, month);
	}
	return arena_printf(arena, "%04u-%02u-%02u", year % 10000u, month, days + 1);
}

const char *date_next_month(struct arena *arena, const char *date) {
	long year = strtol(date, NULL, 10), month = strtol(date + strlen("2026-"), NULL, 10);
	return month < 12 ? arena_printf(arena, "%04ld-%02ld", year, month + 1)
			  : arena_printf(arena, "%04ld-01", year + 1);
}
