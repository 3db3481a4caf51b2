// Package generator turns annotated packages into source: packages in, files and diagnostics out. It writes no file,
// prints nothing and never exits; the command line does.
package generator

import (
	"errors"
	"runtime"
	"slices"
	"sync"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/emit"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
	"github.com/mcpgen/mcpgen/generator/internal/validate"
)

// Header is the first line of every generated file.
const Header = load.Header

// Config says what to generate.
type Config struct {
	// Dir is where patterns are resolved; "" is the working directory.
	Dir string
	// Patterns name packages as the go command takes them; none is ".".
	Patterns []string
	// Env is the environment of the go command; nil is the process's own.
	Env []string
	// BuildTags are added to the build constraints that hold.
	BuildTags []string
}

// File is one generated file as it should be.
type File struct {
	// Path is absolute.
	Path string
	// Content is nil when there should be no file: the package has no directive any more.
	Content []byte
}

// Result is what a run found out.
type Result struct {
	// Files are sorted by path. They are empty when Diagnostics hold an error: nothing is to be written then.
	Files []File
	// Diagnostics are sorted by position, without repeats.
	Diagnostics []diag.Diagnostic
}

// Generate reads the packages and returns the files they should have. What is wrong with the packages is in the
// diagnostics; an error is about the run itself.
func Generate(cfg Config) (Result, error) {
	packages, found := load.Load(load.Config{Dir: cfg.Dir, Patterns: cfg.Patterns, Env: cfg.Env, BuildTags: cfg.BuildTags})
	resolved := make([]*ir.Package, len(packages))
	problems := make([][]diag.Diagnostic, len(packages))
	parallel(len(packages), func(i int) { resolved[i], problems[i] = understand(packages[i]) })
	found = append(found, slices.Concat(problems...)...)
	files := make([]File, len(packages))
	errs := make([]error, len(packages))
	parallel(len(packages), func(i int) {
		files[i].Path = packages[i].Generated
		if resolved[i] != nil && !packages[i].Faulty && !diag.HasErrors(problems[i]) { // emit is for packages without an error
			files[i].Content, errs[i] = emit.File(resolved[i])
		}
	})
	for i, err := range errs {
		var shadowed *emit.ShadowedError
		if errors.As(err, &shadowed) {
			found = append(found, resolve.Shadowed(packages[i], shadowed.Names)...)
		} else if err != nil {
			return Result{}, err
		}
	}
	if found = diag.Sort(found); diag.HasErrors(found) {
		return Result{Diagnostics: found}, nil
	}
	return Result{Files: files, Diagnostics: found}, nil
}

// parallel runs f(0)…f(n-1), as many at a time as there are processors.
func parallel(n int, f func(int)) {
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range n {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			f(i)
		})
	}
	wg.Wait()
}

// understand resolves and validates a package; nil when there is nothing to generate for it.
func understand(pkg *load.Package) (*ir.Package, []diag.Diagnostic) {
	if len(pkg.Directives) == 0 {
		return nil, nil
	}
	components, found := resolve.Package(pkg)
	if components == nil {
		return nil, found
	}
	found = append(found, validate.Package(components)...)
	if !diag.HasErrors(found) {
		found = append(found, validate.Warnings(components)...)
	}
	return components, found
}
