package load

import (
	"cmp"
	"go/build"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func newEnvironment(cfg Config, listed []listedPackage) *environment {
	first := listed[0]
	context := build.Default
	context.GOROOT, context.GOOS, context.GOARCH, context.CgoEnabled = first.goroot, first.goos, first.goarch, first.cgo
	context.BuildTags, context.ToolTags, context.ReleaseTags = nil, nil, nil
	for _, tag := range strings.Split(first.tags, ",") {
		if strings.HasPrefix(tag, "go1.") {
			context.ReleaseTags = append(context.ReleaseTags, tag)
		} else if tag != "" {
			context.BuildTags = append(context.BuildTags, tag)
		}
	}
	e := &environment{cfg: cfg, context: context, goroot: first.goroot, goarch: first.goarch,
		dirs: map[string]string{}}
	for _, p := range listed {
		e.dirs[p.Path] = p.Dir
		if m := (module{p.Module, p.ModuleDir}); m.path != "" && m.dir != "" && !slices.Contains(e.modules, m) {
			e.modules = append(e.modules, m)
		}
	}
	slices.SortFunc(e.modules, func(a, b module) int {
		return cmp.Or(cmp.Compare(len(b.path), len(a.path)), strings.Compare(a.path, b.path), strings.Compare(a.dir, b.dir))
	})
	return e
}

// locate returns the directory of each import path that is not known yet, running the go command at most once.
func (e *environment) locate(paths []string) {
	var ask []string
	for _, path := range paths {
		e.mu.Lock()
		_, known := e.dirs[path]
		all := e.all
		e.mu.Unlock()
		if known {
			continue
		}
		if dir := e.guess(path); dir != "" {
			e.set(path, dir)
			continue
		}
		e.set(path, "")
		if !all {
			ask = append(ask, path)
		}
	}
	if len(ask) == 0 {
		return
	}
	out, _ := goList(e.cfg, ask, "-find")
	for _, p := range parseRecords(out) {
		if p.Dir != "" {
			e.set(p.Path, p.Dir)
		}
	}
}

// locateAll finds all that the roots import, directly or not, with one run of the go command: what is not found then is
// nowhere. To ask for each package when it is met would start the go command for each.
func (e *environment) locateAll(roots []*root) {
	var ask []string
	for _, r := range roots {
		ask = append(ask, r.listed.Path)
	}
	out, problem := goList(e.cfg, ask, "-deps")
	if problem != "" {
		return
	}
	for _, p := range parseRecords(out) {
		if p.Dir != "" {
			e.set(p.Path, p.Dir)
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.all = true
}

func (e *environment) set(path, dir string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.dirs[path] = dir
}

func (e *environment) dir(path string) string {
	e.locate([]string{path})
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.dirs[path]
}

// guess finds what needs no go command: packages of the modules asked for, and the standard library.
func (e *environment) guess(path string) string {
	for _, m := range e.modules {
		rest, ok := strings.CutPrefix(path+"/", m.path+"/")
		if in := filepath.Join(m.dir, rest); ok && holdsGo(in) && !nestedModule(m.dir, in) {
			return in
		}
	}
	if head, _, _ := strings.Cut(path, "/"); !strings.Contains(head, ".") {
		if dir := filepath.Join(e.goroot, "src", path); exists(dir) {
			return dir
		}
	}
	if dir := filepath.Join(e.goroot, "src", "vendor", path); exists(dir) {
		return dir // only the standard library reaches these
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

// standard reports whether a directory belongs to the standard library.
func (e *environment) standard(dir string) bool {
	return strings.HasPrefix(dir, filepath.Join(e.goroot, "src")+string(filepath.Separator))
}

// goFiles lists the files of a directory that are built, tests and our generated file left out.
func (e *environment) goFiles(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var paths []string
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || name == GeneratedFile {
			continue
		}
		if match, err := e.context.MatchFile(dir, name); err == nil && match {
			paths = append(paths, filepath.Join(dir, name))
		}
	}
	return paths
}
