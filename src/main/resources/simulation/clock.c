/* The time of day, so many seconds ahead as the file named by REHEARSAL_CLOCK says: eight bytes, mapped, read each time. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile long long *ahead;
static int (*real_gettime)(clockid_t, struct timespec *);
static int (*real_timeofday)(struct timeval *, void *);
static time_t (*real_time)(time_t *);

__attribute__((constructor)) static void begin(void) {
    real_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    real_timeofday = (int (*)(struct timeval *, void *))dlsym(RTLD_NEXT, "gettimeofday");
    real_time = (time_t (*)(time_t *))dlsym(RTLD_NEXT, "time");
    const char *file = getenv("REHEARSAL_CLOCK");
    int fd = file ? open(file, O_RDONLY) : -1;
    if (fd >= 0) {
        void *page = mmap(0, sizeof(long long), PROT_READ, MAP_SHARED, fd, 0);
        close(fd);
        if (page != MAP_FAILED) ahead = page;
    }
}

int clock_gettime(clockid_t id, struct timespec *now) {
    if (!real_gettime) begin();
    int done = real_gettime(id, now);
    if (done == 0 && ahead && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) now->tv_sec += *ahead;
    return done;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    if (!real_timeofday) begin();
    int done = real_timeofday(now, zone);
    if (done == 0 && ahead) now->tv_sec += *ahead;
    return done;
}

time_t time(time_t *where) {
    if (!real_time) begin();
    time_t now = real_time(0) + (ahead ? *ahead : 0);
    if (where) *where = now;
    return now;
}
