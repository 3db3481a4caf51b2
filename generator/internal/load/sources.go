package load

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// goFiles lists the files of a directory that may be built, tests and our generated file left out.
func goFiles(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var paths []string
	for _, entry := range entries {
		if name := entry.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && name != GeneratedFile {
			paths = append(paths, filepath.Join(dir, name))
		}
	}
	return paths
}

// source reads a file once, to see whether it is built and to parse it; nil when it is not.
func (e *environment) source(path string) []byte {
	context := e.context
	var source []byte
	context.OpenFile = func(path string) (io.ReadCloser, error) { // asked only for files that may be built by their names
		var err error
		source, err = os.ReadFile(path)
		return io.NopCloser(bytes.NewReader(source)), err
	}
	if match, err := context.MatchFile(filepath.Dir(path), filepath.Base(path)); err != nil || !match {
		return nil
	}
	return source
}

// parse parses the files of dependencies that are new, in parallel.
func (e *environment) parse(fset *token.FileSet, paths []string) {
	paths = slices.DeleteFunc(paths, func(path string) bool { _, known := e.parsed[path]; return known })
	files := make([]*ast.File, len(paths))
	parallel(len(paths), func(i int) { files[i] = e.parseDependency(fset, paths[i]) })
	for i, path := range paths {
		e.parsed[path] = files[i]
	}
}

// parseDependency parses a file of a dependency, without the bodies of its functions; nil when it is not built.
func (e *environment) parseDependency(fset *token.FileSet, path string) *ast.File {
	source := e.source(path)
	if source == nil {
		return nil
	}
	mode := parser.SkipObjectResolution
	if !e.standard(path) {
		mode |= parser.ParseComments // descriptions of types and checks
	}
	file, _ := parser.ParseFile(fset, path, withoutBodies(source), mode)
	if file == nil || file.Name == nil || !e.context.CgoEnabled && importsC(file) {
		return nil
	}
	return file
}

func importsC(file *ast.File) bool {
	return slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool { return importPath(spec) == "C" })
}

// clauseIn is the name in the package clause of a directory, "" when it cannot be read.
func (e *environment) clauseIn(dir string) string {
	for _, path := range goFiles(dir) {
		if source := e.source(path); source != nil {
			if f, err := parser.ParseFile(token.NewFileSet(), path, source, parser.PackageClauseOnly); err == nil {
				return f.Name.Name
			}
		}
	}
	return ""
}
