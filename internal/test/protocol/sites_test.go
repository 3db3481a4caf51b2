package protocol_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/examples/caracal"
	"github.com/mcpgen/mcpgen/examples/everything/fixtures"
	"github.com/mcpgen/mcpgen/examples/fastmcp"
	"github.com/mcpgen/mcpgen/examples/quickstart/notes"
	"github.com/mcpgen/mcpgen/internal/test/corpus/anonymous"
	"github.com/mcpgen/mcpgen/internal/test/corpus/basic"
	"github.com/mcpgen/mcpgen/internal/test/corpus/constraints"
	"github.com/mcpgen/mcpgen/internal/test/corpus/custom"
	"github.com/mcpgen/mcpgen/internal/test/corpus/defaults"
	"github.com/mcpgen/mcpgen/internal/test/corpus/embedded"
	"github.com/mcpgen/mcpgen/internal/test/corpus/enums"
	"github.com/mcpgen/mcpgen/internal/test/corpus/free"
	"github.com/mcpgen/mcpgen/internal/test/corpus/generics"
	"github.com/mcpgen/mcpgen/internal/test/corpus/maps"
	"github.com/mcpgen/mcpgen/internal/test/corpus/pointers"
	"github.com/mcpgen/mcpgen/internal/test/corpus/quoted"
	"github.com/mcpgen/mcpgen/internal/test/corpus/recursive"
	corpusslices "github.com/mcpgen/mcpgen/internal/test/corpus/slices"
	"github.com/mcpgen/mcpgen/internal/test/corpus/stated"
	"github.com/mcpgen/mcpgen/internal/test/corpus/structs"
	"github.com/mcpgen/mcpgen/internal/test/corpus/text"
	"github.com/mcpgen/mcpgen/internal/test/corpus/times"
	"github.com/mcpgen/mcpgen/internal/test/corpus/unusual"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

// site is one server, and a caller who may use all of it.
type site struct {
	name     string
	register func(*mcpruntime.Server) error
	caller   devissuer.Claims
	checks   []check.Check
	zone     string // Caracal
}

// corpus are the servers of internal/test/corpus.
func corpus(t *testing.T) []site {
	t.Helper()
	tables := map[string]func(*mcpruntime.Server) error{
		"anonymous": anonymous.RegisterMCP, "basic": basic.RegisterMCP, "constraints": constraints.RegisterMCP, "custom": custom.RegisterMCP, "embedded": embedded.RegisterMCP,
		"enums": enums.RegisterMCP, "defaults": defaults.RegisterMCP, "free": free.RegisterMCP, "generics": generics.RegisterMCP, "maps": maps.RegisterMCP,
		"pointers": pointers.RegisterMCP, "quoted": quoted.RegisterMCP, "recursive": recursive.RegisterMCP,
		"slices": corpusslices.RegisterMCP, "stated": stated.RegisterMCP, "structs": structs.RegisterMCP, "text": text.RegisterMCP, "times": times.RegisterMCP, "unusual": unusual.RegisterMCP,
	}
	packages, err := filepath.Glob(filepath.Join("..", "corpus", "*", "mcp_gen.go"))
	must(t, err)
	var list []site
	for _, path := range packages {
		name := filepath.Base(filepath.Dir(path))
		if tables[name] == nil {
			t.Errorf("package %s of the corpus is not tested here", name)
			continue
		}
		list = append(list, site{name: name, register: tables[name]})
	}
	return list
}

// examples are the servers of examples/.
func examples(t *testing.T) []site {
	t.Helper()
	staff := devissuer.Claims{
		Subject: "ada", Scopes: []string{"admin", "api", "read", "write", "finance", "year_end", "special"},
		Extra: map[string]any{"premium": true, "level": 5, "email_verified": true, "name": "Ada"},
	}
	keeper := devissuer.Claims{Subject: "kim", Scopes: []string{"notes:admin"}, Extra: map[string]any{"premium": true, "level": 9}}
	service := &notes.Service{Store: &notes.Store{}, Now: func() time.Time { return time.Unix(1790000000, 0).UTC() }}
	list := []site{
		{name: "quickstart", register: service.RegisterMCP, caller: keeper},
		{name: "caracal", register: (&caracal.Tools{}).RegisterMCP, zone: "zone_prod",
			caller: devissuer.Claims{Subject: "user-1", Scopes: []string{"mcp:tool:call"}, AgentSessionID: "agent-1"}},
		{name: "everything", register: new(fixtures.Service).Register,
			caller: devissuer.Claims{Subject: "eve", Scopes: []string{"everything:use", "everything:admin"}}},
		{name: "fastmcp", register: (&fastmcp.CheckServer{}).RegisterMCP, caller: staff},
		{name: "fastmcp", register: (&fastmcp.ScopedServer{}).RegisterMCP, caller: staff},
		{name: "fastmcp", register: (&fastmcp.TaggedServer{}).RegisterMCP, caller: staff, checks: fastmcp.TaggedServer{}.Checks()},
		{name: "fastmcp", register: (&fastmcp.CombinedServer{}).RegisterMCP, caller: staff},
		{name: "fastmcp", register: (&fastmcp.CustomServer{}).RegisterMCP, caller: staff},
		{name: "fastmcp", register: (&fastmcp.AsyncServer{}).RegisterMCP, caller: staff},
		{name: "fastmcp", register: (&fastmcp.ErrorServer{}).RegisterMCP, caller: staff},
		{name: "fastmcp", register: (&fastmcp.ComponentServer{}).RegisterMCP, caller: staff},
		{name: "fastmcp", register: (&fastmcp.EnforcedServer{}).RegisterMCP, caller: staff, checks: fastmcp.EnforcedServer{}.Checks()},
		{name: "fastmcp", register: (&fastmcp.LayeredServer{}).RegisterMCP, caller: staff, checks: fastmcp.LayeredServer{}.Checks()},
		{name: "fastmcp", register: (&fastmcp.TagBasedServer{}).RegisterMCP, caller: staff, checks: fastmcp.TagBasedServer{}.Checks()},
		{name: "fastmcp", register: (&fastmcp.TokenServer{}).RegisterMCP, caller: staff},
		{name: "fastmcp", register: (&fastmcp.MatchingServer{}).RegisterMCP, caller: staff},
	}
	directories, err := os.ReadDir(filepath.Join("..", "..", "..", "examples"))
	must(t, err)
	for _, d := range directories {
		if !slices.ContainsFunc(list, func(s site) bool { return s.name == d.Name() }) {
			t.Errorf("examples/%s is not tested here", d.Name())
		}
	}
	return list
}

// start serves a site and makes sure that its caller may use everything.
func (s site) start(t *testing.T) (running *runtimetest.Site, token string) {
	t.Helper()
	running = runtimetest.Start(t, runtimetest.Options{ZoneID: s.zone, Config: func(c *mcpruntime.Config) {
		c.Checks, c.Audit = s.checks, leakcheck.Sink(c.Audit)
	}}, s.register)
	credential := leakcheck.Secret(running.Token(s.caller))
	verified, err := running.Verifier.Verify(t.Context(), credential)
	must(t, err)
	for _, d := range running.Decisions(t.Context(), verified.Principal()) {
		if d.Outcome != "allow" {
			t.Errorf("%s: %s %s is not tested, its caller gets %s", s.name, d.Kind, d.Name, d.Outcome)
		}
	}
	return running, credential.Reveal()
}
