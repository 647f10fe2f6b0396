/*
 * measure RUNS COMMAND... [-- COMMAND...]: runs the commands in turn, RUNS times each, with their
 * output thrown away, and prints a line for each: its least wall time in microseconds and its least
 * peak memory in KiB. A program of its own, because a child's peak counts what its parent held when
 * it was made.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST 8
#define PEAK_RUNS 5

extern char **environ;

struct command {
	char **words; /* ended by NULL */
	long least, peak;
};

static long now(void) {
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Exit code 1 is that of a check with findings. */
static int run(struct command *command, posix_spawn_file_actions_t *quiet) {
	pid_t child;
	int status;
	long start = now();
	if (posix_spawn(&child, command->words[0], quiet, NULL, command->words, environ) != 0 ||
		waitpid(child, &status, 0) != child) {
		return 0;
	}
	long taken = now() - start;
	if (!command->least || taken < command->least) {
		command->least = taken;
	}
	return WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

/* The peak of all children is that of the largest, so that each command's is taken in a process of
 * its own. */
static long peak_of(struct command *command, posix_spawn_file_actions_t *quiet) {
	int ends[2];
	long peak = 0;
	if (pipe(ends) != 0) {
		return 0;
	}
	pid_t child = fork();
	if (child == 0) {
		struct rusage usage;
		run(command, quiet);
		getrusage(RUSAGE_CHILDREN, &usage);
		_exit(write(ends[1], &usage.ru_maxrss, sizeof(long)) != sizeof(long));
	}
	if (read(ends[0], &peak, sizeof(peak)) != sizeof(peak)) {
		peak = 0;
	}
	waitpid(child, NULL, 0);
	close(ends[0]);
	close(ends[1]);
	return peak;
}

/* The least of several: how much of the libraries is mapped in differs from run to run. */
static long least_peak_of(struct command *command, posix_spawn_file_actions_t *quiet) {
	long least = peak_of(command, quiet);
	for (int i = 1; i < PEAK_RUNS; i++) {
		long peak = peak_of(command, quiet);
		least = peak < least ? peak : least;
	}
	return least;
}

int main(int argc, char **argv) {
	struct command commands[MOST] = { { .words = argv + 2 } };
	size_t count = 1;
	int runs = argc > 2 ? atoi(argv[1]) : 0;
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0 && count < MOST) {
			argv[i] = NULL;
			commands[count++].words = argv + i + 1;
		}
	}
	posix_spawn_file_actions_t quiet;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	for (int i = 0; i < runs; i++) {
		for (size_t c = 0; c < count; c++) {
			if (!run(&commands[c], &quiet)) {
				fprintf(stderr, "measure: %s failed\n", commands[c].words[0]);
				return 1;
			}
		}
	}
	for (size_t c = 0; c < count; c++) {
		printf("%ld %ld\n", commands[c].least, least_peak_of(&commands[c], &quiet));
	}
	return runs < 1;
}
