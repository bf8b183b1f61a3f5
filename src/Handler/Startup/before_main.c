// What has to be said before .NET's runtime starts, which is before Main. Compiled by build/package.sh and linked into the executable;
// without it everything works the same, and takes more memory and time. docs/performance.md says what each line gives.

#define _GNU_SOURCE
#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22 // Linux 5.14; an older kernel refuses it, which is no loss.
#endif

// Where the collector may let garbage grow to before it collects, in hexadecimal: 2 MiB, some 20 invocations with small objects. Left
// alone, it is the size of the processor's cache, 16 MB and more on servers, which is memory that the function pays for.
#define GARBAGE_BUDGET "200000"

// How much the C heap grows by, in bytes: what a start and its first event need. The default is 128 KiB for the first thread, and for
// each of the others a heap of its own that grows page by page.
#define HEAP_GROWTH (512 << 10)

// Maps the executable's code at once. Else the start maps nearly all of it too, 64 KiB at a time.
static int map_code(struct dl_phdr_info *program, size_t size, void *unused)
{
    for (int i = 0; i < program->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &program->dlpi_phdr[i];
        if (segment->p_type == PT_LOAD && segment->p_flags & PF_X) {
            uintptr_t page = segment->p_vaddr % segment->p_align;
            uintptr_t start = program->dlpi_addr + segment->p_vaddr - page;
            madvise((void *)start, segment->p_memsz + page, MADV_POPULATE_READ);
        }
    }
    return 1; // The first is the executable; no library after it.
}

__attribute__((constructor)) static void before_main(void)
{
    setenv("DOTNET_GCgen0size", GARBAGE_BUDGET, 0);
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, HEAP_GROWTH);
    dl_iterate_phdr(map_code, 0);
}
