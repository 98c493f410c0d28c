/* Stands between a program and its disk (LD_PRELOAD): fails chosen calls, and records what reached the disk when.
 *
 * Only calls on paths that contain the text given to disk_watch() count. Every such call that changes the disk is
 * numbered from 1. disk_fail(n, error, mode) lets call n fail; mode 0 fails it alone, 1 every growing call from n on
 * (a full disk), 2 every call from n on (a dead disk), 3 kills the process before call n. disk_record(fd) writes each successful call to a log.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static char watched[PATH_MAX];
static long calls, fail_at;
static int fail_with, fail_mode, log_fd = -1, name_fd = -1;

void disk_watch(const char *text) { strncpy(watched, text, sizeof watched - 1); calls = 0; }
void disk_fail(long at, int error, int mode) { calls = 0; fail_at = at; fail_with = error; fail_mode = mode; }
void disk_record(int fd) { log_fd = fd; }
void disk_name_calls(int fd) { name_fd = fd; }
long disk_calls(void) { return calls; }

static int is_watched(const char *path) { return watched[0] && path && strstr(path, watched) != NULL; }

static int fd_path(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = syscall(SYS_readlink, link, path, PATH_MAX - 1);
    if (size < 0 || !watched[0]) return 0;
    path[size] = 0;
    return is_watched(path);
}

/* Whether this call is to fail. Growing calls need room on the disk: writes, syncs and new names. */
static int fails(const char *name, const char *path, int growing) {
    calls++;
    if (name_fd >= 0) dprintf(name_fd, "%s %s\n", name, path);
    if (!fail_at || calls < fail_at) return 0;
    if (fail_mode == 3) kill(getpid(), SIGKILL);
    if (fail_mode == 0 && calls != fail_at) return 0;
    if (fail_mode == 1 && !growing) return 0;
    errno = fail_with;
    return 1;
}

static void record(char op, const char *path, const char *other, int64_t offset, const void *data, int64_t size) {
    if (log_fd < 0) return;
    int saved = errno;
    char head[2 * PATH_MAX + 128];
    int length = snprintf(head, sizeof head, "%c\t%lld\t%lld\t%s\t%s\n", op, (long long)offset, (long long)size,
                          path, other ? other : "");
    syscall(SYS_write, log_fd, head, length);
    if (data && size > 0) syscall(SYS_write, log_fd, data, size);
    errno = saved;
}

static ssize_t watched_write(const char *name, int fd, const void *data, size_t size, off64_t offset, int at) {
    char path[PATH_MAX];
    if (fd == log_fd || fd == name_fd || !fd_path(fd, path))
        return at ? syscall(SYS_pwrite64, fd, data, size, offset) : syscall(SYS_write, fd, data, size);
    if (!at) offset = lseek64(fd, 0, SEEK_CUR);
    if (fails(name, path, 1)) return -1;
    ssize_t done = at ? syscall(SYS_pwrite64, fd, data, size, offset) : syscall(SYS_write, fd, data, size);
    if (done > 0) record('W', path, NULL, offset, data, done);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return watched_write("write", fd, data, size, 0, 0); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    return watched_write("write", fd, data, size, at, 1);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    return watched_write("write", fd, data, size, at, 1);
}

static int watched_sync(int number, int fd) {
    char path[PATH_MAX];
    if (!fd_path(fd, path)) return syscall(number, fd);
    if (fails("sync", path, 1)) return -1;
    int result = syscall(number, fd);
    if (!result) record('S', path, NULL, 0, NULL, 0);
    return result;
}

int fsync(int fd) { return watched_sync(SYS_fsync, fd); }
int fdatasync(int fd) { return watched_sync(SYS_fdatasync, fd); }

static int watched_truncate(int fd, off64_t size) {
    char path[PATH_MAX];
    if (!fd_path(fd, path)) return syscall(SYS_ftruncate, fd, size);
    if (fails("truncate", path, 1)) return -1;
    int result = syscall(SYS_ftruncate, fd, size);
    if (!result) record('T', path, NULL, size, NULL, 0);
    return result;
}

int ftruncate64(int fd, off64_t size) { return watched_truncate(fd, size); }
int ftruncate(int fd, off_t size) { return watched_truncate(fd, size); }

int rename(const char *from, const char *to) {
    if (!is_watched(to)) return syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    if (fails("rename", to, 1)) return -1;
    int result = syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    if (!result) record('R', from, to, 0, NULL, 0);
    return result;
}

int unlink(const char *path) {
    if (!is_watched(path)) return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (fails("unlink", path, 0)) return -1;
    int result = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!result) record('U', path, NULL, 0, NULL, 0);
    return result;
}

int mkdir(const char *path, mode_t mode) {
    if (!is_watched(path)) return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (fails("mkdir", path, 1)) return -1;
    int result = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (!result) record('M', path, NULL, 0, NULL, 0);
    return result;
}

static int watched_open(const char *path, int flags, mode_t mode) {
    struct stat found;
    int creates = (flags & O_CREAT) && is_watched(path) && stat(path, &found) != 0;
    if (creates && fails("create", path, 1)) return -1;
    int fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (fd >= 0 && creates) record('C', path, NULL, 0, NULL, 0);
    if (fd >= 0 && !creates && (flags & O_TRUNC) && is_watched(path)) record('T', path, NULL, 0, NULL, 0);
    return fd;
}

#define MODE(flags, mode) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags, mode) return watched_open(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return watched_open(path, flags | O_LARGEFILE, mode); }
