// Command server serves one section of FastMCP's authorization documentation: server -section layered -dev.
package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/examples/fastmcp"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/serve"
)

// section is a server of its own.
type section struct {
	register serve.Register
	checks   []check.Check
}

var sections = map[string]section{
	"auth_checks":      {register: (&fastmcp.CheckServer{}).RegisterMCP},
	"require_scopes":   {register: (&fastmcp.ScopedServer{}).RegisterMCP},
	"restrict_tag":     {(&fastmcp.TaggedServer{}).RegisterMCP, fastmcp.TaggedServer{}.Checks()},
	"combining_checks": {register: (&fastmcp.CombinedServer{}).RegisterMCP},
	"custom_checks":    {register: (&fastmcp.CustomServer{}).RegisterMCP},
	"async_checks":     {register: (&fastmcp.AsyncServer{}).RegisterMCP},
	"error_handling":   {register: (&fastmcp.ErrorServer{}).RegisterMCP},
	"component_level":  {register: (&fastmcp.ComponentServer{}).RegisterMCP},
	"server_level":     {(&fastmcp.EnforcedServer{}).RegisterMCP, fastmcp.EnforcedServer{}.Checks()},
	"layered":          {(&fastmcp.LayeredServer{}).RegisterMCP, fastmcp.LayeredServer{}.Checks()},
	"tag_based":        {(&fastmcp.TagBasedServer{}).RegisterMCP, fastmcp.TagBasedServer{}.Checks()},
	"tokens":           {register: (&fastmcp.TokenServer{}).RegisterMCP},
	"matching_tags":    {register: (&fastmcp.MatchingServer{}).RegisterMCP},
}

func main() {
	if len(os.Args) < 3 || os.Args[1] != "-section" {
		fail()
	}
	chosen, ok := sections[os.Args[2]]
	if !ok {
		fail()
	}
	os.Args = slices.Delete(os.Args, 1, 3) // the rest is for serve
	serve.Main(serve.Info{Name: "fastmcp", Version: "1.0.0", Checks: chosen.checks}, chosen.register)
}

func fail() {
	names := strings.Join(slices.Sorted(maps.Keys(sections)), " ")
	fmt.Fprintln(os.Stderr, "usage: server -section NAME [flags]; NAME is one of:", names)
	os.Exit(2)
}
