package builds

import (
	"go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// sources are files by name.
var sources = map[string]string{
	"plain.go":             "package p",
	"linux.go":             "package p",
	"disk_linux.go":        "package p",
	"disk_windows.go":      "// Copyright\n\n//go:build windows\n\npackage p",
	"disk_linux_arm64.go":  "package p",
	"disk_amd64.go":        "package p",
	"disk_solaris.go":      "package p",
	"disk_linux_notes.go":  "package p",
	"disk_unix.go":         "package p",
	"unix.go":              "//go:build unix\n\npackage p",
	"other.go":             "//go:build !windows && (linux || darwin) && !mini\n\npackage p",
	"either.go":            "//go:build linux || !linux\n\npackage p",
	"old.go":               "// +build linux,amd64 darwin\n// +build !mini\n\npackage p",
	"late.go":              "package p\n\n//go:build windows\n",
	"block.go":             "/*\n//go:build windows\n*/\n\npackage p",
	"doc.go":               "// Package p.\n//\n//go:build windows\npackage p",
	"cgo.go":               "package p\n\nimport \"C\"",
	"release.go":           "//go:build go1.21 && gc\n\npackage p",
	"newer.go":             "//go:build go1.999\n\npackage p",
	"script.go":            "//go:build ignore\n\npackage p",
	"disk_js_wasm.go":      "package p",
	"disk.linux.go":        "package p",
	"disk_linux.extra.go":  "package p",
	"a_b_c_freebsd_386.go": "package p",
}

// TestAsTheGoCommand holds each file against go/build, in builds of every kind.
func TestAsTheGoCommand(t *testing.T) {
	dir := t.TempDir()
	constraints := map[string]Constraint{}
	for name, source := range sources {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		constraints[name] = File(path, f)
	}
	for _, system := range systems {
		for _, arch := range []string{"amd64", "arm64", "386", "wasm"} {
			for _, tags := range [][]string{nil, {"mini"}, {"cgo"}} {
				context := build.Default
				context.GOOS, context.GOARCH, context.BuildTags, context.Compiler = system, arch, tags, "gc"
				context.CgoEnabled = slices.Contains(tags, "cgo")
				for name, c := range constraints {
					want, err := context.MatchFile(dir, name)
					if err != nil {
						t.Fatal(err)
					}
					want = want && (name != "cgo.go" || context.CgoEnabled) // which MatchFile leaves to others
					if got := c.holds(world{system, arch, tags}); got != want {
						t.Errorf("%s (%s) for %s/%s %v: %v, go/build says %v", name, c, system, arch, tags, got, want)
					}
				}
			}
		}
	}
}

// TestAlgebra: what implies, excludes and completes what.
func TestAlgebra(t *testing.T) {
	linux, windows, unix, mini := tag("linux"), tag("windows"), tag("unix"), tag("mini")
	not := func(c Constraint) Constraint {
		f, err := parser.ParseFile(token.NewFileSet(), "", "//go:build !("+c.String()+")\n\npackage p", parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		return File("x.go", f)
	}
	for name, ok := range map[string]bool{
		"linux is a unix":                    linux.Implies(unix) && !unix.Implies(linux),
		"android is linux":                   tag("android").Implies(linux),
		"no build is both":                   !linux.Meets(windows),
		"tags are free":                      linux.Meets(mini) && !linux.Implies(mini),
		"the one or the other":               linux.Or(not(linux)).Equal(Constraint{}) && linux.Or(not(linux)).String() == "",
		"union":                              linux.Or(windows).String() == "linux || windows",
		"and of what is implied":             linux.And(unix).String() == "linux",
		"or of what is implied":              linux.Or(unix).String() == "unix",
		"all but windows, and windows":       not(windows).Or(windows).Equal(Constraint{}),
		"an old release goes without saying": tag("go1.21").simple().String() == "",
		"all builds are not those of linux":  !(Constraint{}).Implies(linux) && linux.Implies(Constraint{}),
	} {
		if !ok {
			t.Error(name)
		}
	}
}

// TestTooManyTags: what cannot be tried is taken for possible, so that nothing is accepted for want of a counterexample.
func TestTooManyTags(t *testing.T) {
	c := tag("a")
	for _, name := range []string{"b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"} {
		c = Constraint{&constraint.AndExpr{X: c.expr, Y: tag(name).expr}}
	}
	if c.Implies(tag("a")) || !c.Meets(tag("z")) {
		t.Error("more than is known was taken for granted")
	}
}

// TestCommand: a hint that can be followed.
func TestCommand(t *testing.T) {
	for source, want := range map[string]string{
		"windows":                  "GOOS=windows mcpgen",
		"unix":                     "GOOS=linux mcpgen",
		"!linux":                   "GOOS=darwin mcpgen",
		"linux && arm64 && mini":   "GOARCH=arm64 GOOS=linux mcpgen -tags=mini",
		"cgo":                      "CGO_ENABLED=1 mcpgen",
		"!cgo":                     "CGO_ENABLED=0 mcpgen",
		"mini || (plan9 && micro)": "GOOS=linux mcpgen -tags=mini",
		"linux && windows":         "",
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "", "//go:build "+source+"\n\npackage p", parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if got := File("x.go", f).Command(); got != want {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
}
