package load

import (
	"cmp"
	"go/ast"
	"go/build"
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
		dirs: map[string]string{}, parsed: map[string]*ast.File{}}
	e.learn(listed)
	return e
}

// addModules notes the modules of packages, whose other packages need no go command to be found then.
func (e *environment) addModules(listed []listedPackage) {
	for _, p := range listed {
		if m := (module{p.Module, p.ModuleDir}); m.path != "" && m.dir != "" && !slices.Contains(e.modules, m) {
			e.modules = append(e.modules, m)
		}
	}
	slices.SortFunc(e.modules, func(a, b module) int {
		return cmp.Or(cmp.Compare(len(b.path), len(a.path)), strings.Compare(a.path, b.path), strings.Compare(a.dir, b.dir))
	})
}
