package load

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// guess finds what needs no go command: packages of modules that are known, and the standard library.
func (e *environment) guess(path string) string {
	for _, m := range e.modules {
		rest, ok := strings.CutPrefix(path+"/", m.path+"/")
		if in := filepath.Join(m.dir, rest); ok && holdsGo(in) && !nestedModule(m.dir, in) {
			return in
		}
	}
	if head, _, _ := strings.Cut(path, "/"); !strings.Contains(head, ".") && e.inStandard(path) {
		return filepath.Join(e.goroot, "src", path)
	}
	return ""
}

// nestedModule reports whether a go.mod between the module's directory and dir makes dir part of another module.
func nestedModule(module, dir string) bool {
	for ; len(dir) > len(module); dir = filepath.Dir(dir) {
		if exists(filepath.Join(dir, "go.mod")) {
			return true
		}
	}
	return false
}

// holdsGo reports whether a directory can be a package: one without Go files leaves its import path to another module.
func holdsGo(dir string) bool {
	entries, _ := os.ReadDir(dir)
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.HasSuffix(e.Name(), ".go") && !e.IsDir() })
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// inStandard reports whether the standard library has a directory of that path.
func (e *environment) inStandard(path string) bool {
	return exists(filepath.Join(e.goroot, "src", path))
}

// standard reports whether a directory belongs to the standard library.
func (e *environment) standard(dir string) bool {
	return strings.HasPrefix(dir, filepath.Join(e.goroot, "src")+string(filepath.Separator))
}
