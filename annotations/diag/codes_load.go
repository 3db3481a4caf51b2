package diag

// loadCodes are the codes MCP9xx: loading and environment.
var loadCodes = []Info{
	{
		Code: "MCP901", Title: "syntax error",
		Explanation: "The file is not valid Go.",
		Bad:         "//mcp:tool\nfunc Purge( error { return nil }",
		Good:        "//mcp:tool\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP902", Title: "type error",
		Explanation: "The package does not type-check outside of function bodies. What the missing or stale generated file explains is not reported.",
		Bad:         "//mcp:tool\nfunc Add(n Note) error { return nil }",
		Good:        "type Note struct{ Title string }\n\n//mcp:tool\nfunc Add(n Note) error { return nil }",
	},
	{
		Code: "MCP903", Title: "no such package",
		Explanation: "The go command finds no package for a pattern, or finds one it cannot make sense of.",
		Bad:         "-- a.go --\npackage a\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- b.go --\npackage b",
		Good:        "-- a.go --\npackage a\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- b.go --\npackage a",
	},
	{
		Code: "MCP904", Title: "the go command failed",
		Explanation: "mcpgen asks `go list` which files a package has. It could not be run, or reported an error about the module rather than about a package.",
		Bad:         "-- go.mod --\nmodul notes\n-- notes.go --\npackage notes",
		Good:        "-- go.mod --\nmodule notes\n-- notes.go --\npackage notes",
	},
	{
		Code: "MCP905", Title: "imported package not found",
		Explanation: "A package that the file imports is not there: the path is misspelt, or its module is not in go.mod.",
		Bad:         "-- notes.go --\npackage notes\n\nimport _ \"example.com/notes/plan\"\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- plans/plans.go --\npackage plans",
		Good:        "-- notes.go --\npackage notes\n\nimport _ \"example.com/notes/plans\"\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- plans/plans.go --\npackage plans",
	},
	{
		Code: "MCP906", Title: "mcp_gen.go of another author",
		Explanation: "The file does not begin as mcpgen begins its files. mcpgen neither reads nor overwrites it, so what it registers would have a policy that no command shows.",
		Bad:         "-- notes.go --\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- mcp_gen.go --\npackage notes\n\nfunc help() {}",
		Good:        "-- notes.go --\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- help.go --\npackage notes\n\nfunc help() {}",
	},
}
