package load

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// GeneratedFile is the name of the file that mcpgen writes into a package.
const GeneratedFile = "mcp_gen.go"

// Config says what to load.
type Config struct {
	// Dir is where the go command runs; "" is the working directory.
	Dir string
	// Patterns as for the go command; none is ".".
	Patterns []string
	// Env is the environment of the go command; nil inherits it.
	Env []string
	// BuildTags are those of -tags.
	BuildTags []string
}

// Package is a package with directives, or with a generated file and no directives any more.
type Package struct {
	Path, Name, Dir string
	// Generated is the path of the generated file, which need not exist; Exists says whether it does.
	Generated string
	Exists    bool
	Fset      *token.FileSet
	// Files are the files of the package, with comments, without the generated file.
	Files []*ast.File
	// Faulty says that reading the directives found errors, so that one that is missing may have been meant.
	Faulty bool
	// Directives in source order, each on a declaration that may have it.
	Directives []annotations.Found
	// Types and Defs are nil when the package could not be type-checked; a diagnostic says why.
	Types *types.Package
	Defs  map[*ast.Ident]types.Object
	// Invalid says that there were type errors, so that signatures may not mean what they say.
	Invalid bool
	// ImportPath is the path of the import that the file at pos calls name; a _ import goes by its package's name.
	ImportPath func(pos token.Pos, name string) (string, bool)
	// Dependency finds a function that another package declares: its object, and its declaration with comments. It is
	// for checks named pkg.Name.
	Dependency func(path, name string) (*types.Func, *ast.FuncDecl)
}

// Load lists, parses and type-checks. Packages are sorted by path; packages that mcpgen has nothing to do with are left
// out. A package with an error in its diagnostics may be incomplete and must not be generated.
func Load(cfg Config) ([]*Package, []diag.Diagnostic) {
	listed, found := list(cfg)
	if len(listed) == 0 {
		return nil, found
	}
	env := newEnvironment(cfg, listed)
	fset := token.NewFileSet()
	results := make([]*root, len(listed))
	parallel(len(listed), func(i int) { results[i] = readRoot(fset, listed[i]) })

	var pkgs []*Package
	var roots []*root
	for i, r := range results {
		found = append(found, r.found...)
		if p := listed[i].Problem; p != "" && !r.broken && !tolerable(listed[i]) {
			found = append(found, diag.Diagnostic{Code: "MCP903", Message: "package " + listed[i].Path + ": " + oneLine(p)})
			r.broken = true
		}
		r.pkg.Faulty = diag.HasErrors(r.found)
		if r.relevant() {
			pkgs = append(pkgs, r.pkg)
			roots = append(roots, r)
		}
	}
	found = append(found, checkRoots(env, fset, roots)...)
	slices.SortFunc(pkgs, func(a, b *Package) int { return strings.Compare(a.Path, b.Path) })
	return pkgs, diag.Sort(found)
}

// parallel runs f(0)…f(n-1) on as many goroutines as there are processors.
func parallel(n int, f func(int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func joinAll(dir string, names []string) []string {
	var paths []string
	for _, n := range names {
		paths = append(paths, filepath.Join(dir, n))
	}
	return paths
}
