package load

import (
	"go/ast"
	"go/build"
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
