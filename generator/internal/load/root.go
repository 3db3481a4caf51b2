package load

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// relevant says whether there is anything to generate or to remove. A generated file whose directives are all in files of
// other builds is theirs.
func (r *root) relevant() bool {
	return len(r.pkg.Directives) > 0 || r.pkg.Exists && !r.pkg.isElsewhere()
}

// readRoot parses the files of a package and reads its directives. A package that cannot hold a directive is not
// parsed at all.
func readRoot(fset *token.FileSet, l listedPackage) *root {
	r := &root{listed: l, pkg: &Package{
		Path: l.Path, Name: l.Name, Dir: l.Dir, Fset: fset, Generated: filepath.Join(l.Dir, GeneratedFile),
	}}
	_, err := os.Stat(r.pkg.Generated)
	r.pkg.Exists = err == nil
	sources := map[string][]byte{}
	slices.Sort(l.GoFiles)
	for _, path := range joinAll(l.Dir, slices.Compact(l.GoFiles)) {
		if filepath.Base(path) == GeneratedFile {
			continue
		}
		source, err := os.ReadFile(path)
		if err != nil {
			r.found = append(r.found, diag.Diagnostic{Code: "MCP904", Span: diag.Span{File: path}, Message: "reading source: " + err.Error()})
			r.broken = true
			continue
		}
		sources[path] = source
		r.mentioned = r.mentioned || l.Problem != "" || annotations.Mentions(source)
	}
	var inGenerated []diag.Diagnostic
	generated, _ := os.ReadFile(r.pkg.Generated)
	var wg sync.WaitGroup
	wg.Go(func() { inGenerated = directivesOfGenerated(r.pkg.Generated, generated) }) // often larger than all others
	r.scanOthers()
	if r.mentioned {
		r.parse(sources)
	}
	r.scanExcluded()
	wg.Wait()
	r.found = append(r.found, inGenerated...)
	r.found = append(r.found, r.pkg.checkGenerated(generated)...)
	r.found = append(r.found, r.pkg.LeftOut(diag.HasErrors(r.found))...)
	return r
}

// parse reads every file and its directives.
func (r *root) parse(sources map[string][]byte) {
	var paths []string
	for path := range sources {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	files := make([]*ast.File, len(paths))
	errs := make([]error, len(paths))
	parallel(len(paths), func(i int) {
		files[i], errs[i] = parser.ParseFile(r.pkg.Fset, paths[i], sources[paths[i]], parser.ParseComments|parser.SkipObjectResolution)
	})
	for i, file := range files {
		if errs[i] != nil {
			r.broken = true
			r.found = append(r.found, syntaxErrors(paths[i], sources[paths[i]], errs[i])...)
			r.found = append(r.found, directivesOfBroken(paths[i], sources[paths[i]])...)
			continue
		}
		list, found := annotations.Scan(annotations.File{Name: paths[i], Fset: r.pkg.Fset, AST: file})
		r.pkg.Directives = append(r.pkg.Directives, list...)
		r.found = append(r.found, found...)
		r.pkg.Files = append(r.pkg.Files, file)
	}
	r.onePackage()
}

// onePackage reports files whose package clause differs from that of the first.
func (r *root) onePackage() {
	for _, file := range r.pkg.Files {
		first := r.pkg.Files[0]
		if file.Name.Name == first.Name.Name {
			continue
		}
		r.broken = true
		r.found = append(r.found, diag.Diagnostic{
			Code: "MCP903", Span: annotations.NodeSpan(r.pkg.Fset, file.Name),
			Message: "package " + file.Name.Name + " in the directory of package " + first.Name.Name,
			Hint:    "one directory is one package",
			Related: []diag.Related{{Span: annotations.NodeSpan(r.pkg.Fset, first.Name), Message: "the other package clause"}},
		})
	}
}

// scanOthers looks for directives in test files and in files that the go command never mentions.
func (r *root) scanOthers() {
	for _, path := range joinAll(r.listed.Dir, r.listed.Tests) {
		source, err := os.ReadFile(path)
		if err == nil && annotations.Mentions(source) {
			r.found = append(r.found, annotations.ScanComments(path, source, "MCP205")...)
		}
	}
	r.found = append(r.found, r.pkg.unlistedDirectives()...)
}

// scanExcluded notes what files of the package declare that a build constraint excludes. Our own generated file may be among
// them; it holds no directives. Where no file can hold one, nothing is parsed.
func (r *root) scanExcluded() {
	sources := map[string][]byte{}
	paths := joinAll(r.listed.Dir, r.listed.Ignored)
	relevant := r.mentioned
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err == nil && strings.HasSuffix(path, ".go") && filepath.Base(path) != GeneratedFile {
			sources[path] = source
			relevant = relevant || annotations.Mentions(source)
		}
	}
	for _, path := range paths {
		if source, ok := sources[path]; ok && relevant {
			r.found = append(r.found, r.pkg.Exclude(path, source)...)
		}
	}
}

// syntaxErrors turns the parser's errors into findings. Positions are computed from the offset, for those in the error
// follow //line comments.
func syntaxErrors(path string, source []byte, err error) []diag.Diagnostic {
	var errs scanner.ErrorList
	if !errors.As(err, &errs) {
		return []diag.Diagnostic{{Code: "MCP901", Span: diag.Span{File: path}, Message: err.Error()}}
	}
	var found []diag.Diagnostic
	for _, e := range errs {
		at := position(source, e.Pos.Offset)
		found = append(found, diag.Diagnostic{Code: "MCP901", Span: diag.Span{File: path, Start: at, End: at}, Message: "syntax error: " + e.Msg})
	}
	return found
}

// directivesOfBroken reads the directives of a file that does not parse, so that their problems are reported in the
// same run.
func directivesOfBroken(path string, source []byte) []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, d := range annotations.ScanComments(path, source, "MCP206") {
		if d.Code == "MCP101" {
			found = append(found, d)
		}
	}
	return found
}
