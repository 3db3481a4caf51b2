package mcpruntime_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/mcpgen/mcpgen/"

// allowed are the arrows of the design: what each package may import of this module. A package that is not listed may
// import nothing of it until it is; commands and examples may import what they need. Test files do not count.
var allowed = map[string][]string{
	"internal/decimal":   {}, // numbers as JSON spells them, exactly
	"internal/format":    {}, // what generated decoders and schemas agree on
	"internal/jsontoken": {}, // what readers of JSON agree on
	"internal/nearest":   {}, // "did you mean", for the generator's users and for callers
	// The form of a stated schema that the generator refuses by and decoders enforce.
	"internal/jsonschema": {"internal/decimal", "internal/format", "internal/nearest"},
	// The language of resource URIs: what the generator accepts must register.
	"internal/uritemplate": {},

	"annotations":                {"annotations/diag", "internal/nearest"},
	"annotations/diag":           {},
	"generator":                  {"annotations", "annotations/diag", "generator/internal/*", "generator/policy"},
	"generator/internal/emit":    {"generator/internal/ir"},
	"generator/internal/ir":      {"annotations/diag"},
	"generator/internal/builds":  {}, // build constraints, and nothing of what stands behind them
	"generator/internal/load":    {"annotations", "annotations/diag", "generator/internal/builds"},
	"generator/internal/resolve": {"annotations", "annotations/diag", "generator/internal/*", "internal/nearest", "internal/uritemplate"},
	"generator/internal/schema":  {"annotations", "annotations/diag", "generator/internal/ir", "generator/internal/schema/*", "internal/*"},
	// The rooms below the Builder: each knows types as ir has them, or comments, and nothing of the Builder.
	"generator/internal/schema/docs":     {},
	"generator/internal/schema/literals": {"generator/internal/ir", "internal/decimal"},
	"generator/internal/schema/render":   {"generator/internal/ir", "generator/internal/schema/literals", "internal/jsonschema"},
	"generator/internal/schema/within":   {"generator/internal/ir", "generator/internal/schema/literals", "generator/internal/schema/render", "internal/decimal", "internal/jsonschema"},
	"generator/internal/validate":        {"annotations/diag", "generator/internal/ir", "internal/uritemplate"},
	"generator/internal/variants":        {"annotations", "annotations/diag", "generator/internal/builds", "generator/internal/ir", "generator/internal/load"},
	"generator/policy":                   {"annotations", "annotations/diag", "generator", "generator/internal/*", "internal/*"},
	"generator/vet":                      {"annotations", "annotations/diag", "generator", "generator/internal/*"},

	"runtime/transport":             {},
	"runtime/principal":             {"runtime/transport"},
	"runtime/check":                 {"runtime/principal", "runtime/transport"},
	"runtime/audit":                 {"runtime/principal"},
	"runtime/codec":                 {"internal/*"},
	"runtime/mandate":               {"internal/jsontoken", "runtime/internal/loopback", "runtime/principal", "runtime/transport"},
	"runtime/revocation":            {},
	"runtime/revocation/redisstore": {"runtime/revocation"},
	"runtime/revocation/storetest":  {"runtime/revocation"},
	"runtime/internal/jsonscan":     {"internal/jsontoken"},
	"runtime/internal/guard":        {"runtime/check"}, // the decision knows no wire
	"runtime/internal/loopback":     {},                // one meaning for whoever trusts it more than the network
	"runtime/internal/session":      {"runtime/internal/wire", "runtime/principal"},
	"runtime/internal/stream":       {},
	"runtime/internal/wire":         {"runtime/codec", "runtime/internal/jsonscan"},
	"runtime/devissuer":             {"runtime/internal/loopback", "runtime/transport"},
	"runtime":                       {"internal/uritemplate", "runtime/audit", "runtime/check", "runtime/codec", "runtime/mandate", "runtime/principal", "runtime/transport"},
	"runtime/runtimetest":           {"runtime", "runtime/*"},
	"runtime/serve":                 {"runtime", "runtime/*"},
}

// homes are the packages that may import a dependency; every other one goes through them.
var homes = map[string][]string{
	// wire reads messages as mcp-go does: versions, header names, codes.
	"github.com/mark3labs/mcp-go":    {"runtime", "runtime/internal/wire", "runtime/runtimetest"},
	"github.com/golang-jwt/jwt":      {"runtime/mandate", "runtime/devissuer"},
	"github.com/go-jose/go-jose":     {"runtime/mandate", "runtime/devissuer"},
	"github.com/redis/go-redis":      {"runtime/revocation/redisstore"},
	"github.com/dave/jennifer":       {"generator/internal/emit"},
	"go/types":                       {"generator", "generator/internal/load", "generator/internal/resolve", "generator/internal/schema", "generator/internal/validate", "generator/internal/variants", "generator/vet"},
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
			!strings.HasPrefix(path, "examples/") && !strings.HasPrefix(path, forTests) {
			return "its home is " + strings.Join(may, ", ")
		}
	}
	ours, isOurs := strings.CutPrefix(imported, module)
	if !isOurs {
		return ""
	}
	if strings.HasPrefix(ours, forTests) && !strings.HasPrefix(path, forTests) {
		return "it is only for tests"
	}
	if _, listed := allowed[path]; !listed {
		path, _, _ = strings.Cut(path, "/internal/") // a part of the package that it is internal to
	}
	if mayAnything(path) || strings.HasPrefix(ours, path+"/internal/") {
		return ""
	}
	may := allowed[path]
	if !slices.ContainsFunc(may, func(arrow string) bool { return matches(arrow, ours) }) {
		return "it may import " + strings.Join(may, ", ")
	}
	return ""
}

// mayAnything reports a package at the rim: commands, examples, and what is only for tests.
func mayAnything(path string) bool {
	return strings.HasPrefix(path, "examples/") || strings.HasPrefix(path, "cmd/") || strings.HasPrefix(path, forTests)
}

// forTests is where everything lies that nothing imports but tests: types to try, clients to serve, what searches for secrets.
const forTests = "internal/test/"

// matches reports whether an arrow allows a package; "a/*" allows everything below a.
func matches(arrow, path string) bool {
	if below, ok := strings.CutSuffix(arrow, "*"); ok {
		return strings.HasPrefix(path, below)
	}
	return path == arrow
}
