package builds

import (
	"go/build/constraint"
	"slices"
	"strconv"
	"strings"
)

// world is one build, as far as constraints can tell builds apart.
type world struct {
	system, arch string
	tags         []string // those that hold besides
}

// has reports whether a tag holds, as the go command decides.
func (w world) has(tag string) bool {
	switch {
	case tag == w.system || tag == w.arch || tag == "gc":
		return true
	case tag == "linux":
		return w.system == "android"
	case tag == "solaris":
		return w.system == "illumos"
	case tag == "darwin":
		return w.system == "ios"
	case tag == "unix":
		return slices.Contains(unixes, w.system)
	}
	if minor, ok := strings.CutPrefix(tag, "go1."); ok {
		n, err := strconv.Atoi(minor)
		return err == nil && n <= oldestGo || slices.Contains(w.tags, tag)
	}
	return slices.Contains(w.tags, tag)
}

// oldestGo is the oldest release that compiles generated files: the runtime asks for it.
const oldestGo = 26

// another is an architecture that no expression mentions.
const another = "another"

// mostTags is how many tags of a user's own are tried in all combinations.
const mostTags = 10

// possible reports whether there is a build in which f holds; exprs are all that f looks at. With too many tags to try it
// says that there is: what follows is refused rather than taken for granted.
func possible(f func(world) bool, exprs ...constraint.Expr) bool {
	var own, arches []string
	for _, tag := range tagsOf(exprs...) {
		switch {
		case slices.Contains(architectures, tag):
			arches = append(arches, tag)
		case !slices.Contains(systems, tag) && tag != "unix" && tag != "gc" && tag != "gccgo":
			own = append(own, tag)
		}
	}
	if len(own) > mostTags {
		return true
	}
	arches = append(arches, another)
	for _, system := range systems {
		for _, arch := range arches {
			for set := range 1 << len(own) {
				w := world{system: system, arch: arch}
				for i, tag := range own {
					if set&(1<<i) != 0 {
						w.tags = append(w.tags, tag)
					}
				}
				if f(w) {
					return true
				}
			}
		}
	}
	return false
}

// systems are the values of GOOS, past and future ones included, that the go command knows in names of files
// (internal/syslist), those first that are named first in a hint.
var systems = []string{
	"linux", "darwin", "windows", "js", "aix", "android", "dragonfly", "freebsd", "hurd", "illumos", "ios", "nacl", "netbsd",
	"openbsd", "plan9", "solaris", "wasip1", "zos",
}

// unixes are those of the tag unix.
var unixes = []string{
	"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "linux", "netbsd", "openbsd", "solaris",
}

// architectures are the values of GOARCH, likewise.
var architectures = []string{
	"386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le",
	"mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
}
