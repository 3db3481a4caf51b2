package mcpruntime_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/mcpgen/mcpgen/"

// allowed are the arrows of the design: what each package may import of this module, "*" for anything. Test files count:
// only _test packages of their own may look further.
var allowed = map[string][]string{
	"annotations":               {"annotations/diag"},
	"annotations/diag":          {},
	"runtime/transport":         {},
	"runtime/principal":         {"runtime/transport"},
	"runtime/check":             {"runtime/principal", "runtime/transport"},
	"runtime/audit":             {"runtime/principal"},
	"runtime/mandate":           {"runtime/principal", "runtime/transport"},
	"runtime/revocation":        {},
	"runtime/internal/jsonscan": {},
	"generator/internal/emit":   {"generator/internal/ir"},
	"generator/internal/ir":     {"annotations/diag"},
}

// homes are the packages that may import a dependency; every other one goes through them.
var homes = map[string][]string{
	"github.com/mark3labs/mcp-go":    {"runtime", "runtime/runtimetest"},
	"github.com/golang-jwt/jwt":      {"runtime/mandate", "runtime/devissuer"},
	"github.com/go-jose/go-jose":     {"runtime/mandate", "runtime/devissuer"},
	"github.com/redis/go-redis":      {"runtime/revocation/redisstore"},
	"github.com/dave/jennifer":       {"generator/internal/emit"},
	"go/types":                       {"generator", "generator/internal/load", "generator/internal/resolve", "generator/internal/schema", "generator/internal/validate", "generator/vet"},
	"golang.org/x/tools/go/packages": {"generator/internal/load"},
}

func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		path, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		path = strings.TrimPrefix(path, module)
		for _, imported := range strings.Fields(rest) {
			if problem := badArrow(path, imported); problem != "" {
				t.Errorf("%s imports %s: %s", path, imported, problem)
			}
		}
	}
}

func badArrow(path, imported string) string {
	for prefix, may := range homes {
		if imported != prefix && !strings.HasPrefix(imported, prefix+"/") {
			continue
		}
		if !slices.ContainsFunc(may, func(home string) bool { return path == home || strings.HasPrefix(path, home+"/") && home != "runtime" }) &&
			!strings.HasPrefix(path, "examples/") && !strings.HasPrefix(path, "internal/") {
			return "its home is " + strings.Join(may, ", ")
		}
	}
	ours, isOurs := strings.CutPrefix(imported, module)
	if !isOurs {
		return ""
	}
	if may, listed := allowed[path]; listed && !slices.Contains(may, ours) && !strings.HasPrefix(ours, path+"/internal/") {
		return "leaves and checks import only " + strings.Join(may, ", ")
	}
	switch {
	case strings.HasPrefix(path, "generator") && strings.HasPrefix(ours, "runtime"):
		return "generator and runtime meet in generated text only"
	case strings.HasPrefix(path, "runtime") && (strings.HasPrefix(ours, "generator") || strings.HasPrefix(ours, "annotations")):
		return "generator and runtime meet in generated text only"
	}
	return ""
}
