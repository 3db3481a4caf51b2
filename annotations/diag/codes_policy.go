package diag

// policyCodes are the codes MCP3xx: names and policy.
var policyCodes = []Info{
	{
		Code: "MCP301", Title: "unknown check",
		Explanation: "A term of auth= is built in, or the name of a function marked //mcp:check in this package, or pkg.Name in a package that the file imports.",
		Bad:         "//mcp:check\nfunc premium(r *check.Request) bool { return false }\n\n//mcp:tool auth=premum\nfunc Purge() error { return nil }",
		Good:        "//mcp:check\nfunc premium(r *check.Request) bool { return false }\n\n//mcp:tool auth=premium\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP302", Title: "wrong arguments of a term",
		Explanation: "The term or check exists, but not with these arguments. mcpgen directives shows the shape of each built-in term.",
		Bad:         "//mcp:tool auth=scopes\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool auth=scopes(notes:write)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP303", Title: "not marked as a check",
		Explanation: "Only functions marked //mcp:check may be named in auth=, so that the list of what can decide about access is complete and reviewed.",
		Bad:         "func premium(r *check.Request) bool { return false }\n\n//mcp:tool auth=premium\nfunc Purge() error { return nil }",
		Good:        "//mcp:check\nfunc premium(r *check.Request) bool { return false }\n\n//mcp:tool auth=premium\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP304", Title: "signature of a check",
		Explanation: "A check has one of five shapes: func(r *check.Request) bool; func(ctx, r *check.Request) error; func(ctx, p *principal.Principal) (bool, error) for what depends on the caller only; func(ctx, r *check.Request, args…) error; or a factory func(constants…) check.Check.",
		Bad:         "//mcp:check\nfunc premium(name string) bool { return false }",
		Good:        "//mcp:check\nfunc premium(r *check.Request) bool { return false }",
	},
	{
		Code: "MCP305", Title: "not a scope",
		Explanation: "A scope consists of printable ASCII characters without blank, quote and backslash (RFC 6749, section 3.3). Nothing else can ever be in a token.",
		Bad:         "//mcp:tool auth=scopes(\"notes write\")\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool auth=scopes(notes:write)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP306", Title: "undeclared scope",
		Explanation: "Once a package declares a scope with //mcp:scope, every scope it names must be declared. A misspelt scope would lock everybody out, or, in implies=, let the wrong callers in.",
		Bad:         "//mcp:scope notes:write\npackage notes\n\n//mcp:tool auth=scopes(notes:wirte)\nfunc Purge() error { return nil }",
		Good:        "//mcp:scope notes:write\npackage notes\n\n//mcp:tool auth=scopes(notes:write)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP307", Title: "scope declared twice",
		Explanation: "A scope is declared once per package.",
		Bad:         "//mcp:scope notes:read\n//mcp:scope notes:read \"read notes\"\npackage notes\n\n//mcp:tool auth=scopes(notes:read)\nfunc List() error { return nil }",
		Good:        "//mcp:scope notes:read \"read notes\"\npackage notes\n\n//mcp:tool auth=scopes(notes:read)\nfunc List() error { return nil }",
	},
	{
		Code: "MCP308", Title: "scope that implies itself",
		Explanation: "implies= says that whoever has one scope has the others too. In a circle all of them would be the same scope.",
		Bad:         "//mcp:scope notes:read implies=notes:write\n//mcp:scope notes:write implies=notes:read\npackage notes\n\n//mcp:tool auth=scopes(notes:read)\nfunc List() error { return nil }",
		Good:        "//mcp:scope notes:read\n//mcp:scope notes:write implies=notes:read\npackage notes\n\n//mcp:tool auth=scopes(notes:read)\nfunc List() error { return nil }",
	},
	{
		Code: "MCP309", Title: "unrestricted has no effect",
		Explanation: "All terms of auth= must hold, so unrestricted beside another term says nothing. Its author may have meant any(…) or nothing at all.",
		Bad:         "//mcp:tool auth=unrestricted,scopes(notes:write)\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool auth=scopes(notes:write)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP310", Title: "parameter where none can stand",
		Explanation: "$name passes an argument of the call to a custom check. It is no requirement by itself, and package and restrict have no parameters.",
		Bad:         "//mcp:tool auth=$id\nfunc Purge(id string) error { return nil }",
		Good:        "//mcp:tool auth=scopes(notes:write)\nfunc Purge(id string) error { return nil }",
	},
	{
		Code: "MCP311", Title: "check with the name of a built-in term",
		Explanation: "auth=agent must mean the same in every package.",
		Bad:         "//mcp:check\nfunc agent(r *check.Request) bool { return true }",
		Good:        "//mcp:check\nfunc ourAgent(r *check.Request) bool { return true }",
	},
	{
		Code: "MCP312", Title: "restrict that restricts nothing",
		Explanation: "No component of the package has the tag. Either the tag is misspelt here, or at the component, which is then not restricted.",
		Bad:         "//mcp:restrict tag=admin auth=scopes(notes:admin)\npackage notes\n\n//mcp:tool tags=adminn\nfunc Purge() error { return nil }",
		Good:        "//mcp:restrict tag=admin auth=scopes(notes:admin)\npackage notes\n\n//mcp:tool tags=admin\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP313", Title: "tag almost like a restricted one",
		Explanation: "A component's tag differs by one character from a tag that a restrict names. If it is a slip, the component lacks the restriction.",
		Bad:         "//mcp:restrict tag=admin auth=scopes(notes:admin)\npackage notes\n\n//mcp:tool tags=admin\nfunc Purge() error { return nil }\n\n//mcp:tool tags=admn\nfunc Drop() error { return nil }",
		Good:        "//mcp:restrict tag=admin auth=scopes(notes:admin)\npackage notes\n\n//mcp:tool tags=admin\nfunc Purge() error { return nil }\n\n//mcp:tool tags=admin\nfunc Drop() error { return nil }",
	},
	{
		Code: "MCP315", Title: "no auth= in a strict package",
		Explanation: "//mcp:package strict asks for a decision about every component. Write auth=unrestricted where everybody may.",
		Bad:         "//mcp:package strict\npackage notes\n\n//mcp:tool\nfunc List() error { return nil }",
		Good:        "//mcp:package strict\npackage notes\n\n//mcp:tool auth=unrestricted\nfunc List() error { return nil }",
	},
	{
		Code: "MCP316", Title: "argument does not fit the check",
		Explanation: "Arguments of a check are literals or Go constants that its parameters can take.",
		Bad:         "//mcp:check\nfunc level(min int) check.Check { return nil }\n\n//mcp:tool auth=level(high)\nfunc Purge() error { return nil }",
		Good:        "//mcp:check\nfunc level(min int) check.Check { return nil }\n\n//mcp:tool auth=level(5)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP317", Title: "package of a check is not imported",
		Explanation: "pkg.Name is looked up in the imports of the file that holds the directive; import _ \"path\" is enough.",
		Bad:         "//mcp:tool auth=plans.Premium\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool auth=authenticated\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP318", Title: "not a name",
		Explanation: "The name of a tool consists of 1 to 128 of the characters A-Z a-z 0-9 _ - . (MCP 2025-11-25).",
		Bad:         "//mcp:tool name=\"purge all\"\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool name=purge_all\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP319", Title: "no such argument",
		Explanation: "$name is an argument of the call, by its name in JSON; dots descend into structs.",
		Bad:         "//mcp:check\nfunc owns(ctx context.Context, r *check.Request, id string) error { return nil }\n\n//mcp:tool auth=owns($di)\nfunc Purge(id string) error { return nil }",
		Good:        "//mcp:check\nfunc owns(ctx context.Context, r *check.Request, id string) error { return nil }\n\n//mcp:tool auth=owns($id)\nfunc Purge(id string) error { return nil }",
	},
	{
		Code: "MCP320", Title: "argument that cannot be read from text",
		Explanation: "The arguments of a prompt and the variables of a resource's URI arrive as text.",
		Bad:         "//mcp:prompt\nfunc Review(ids []string) (string, error) { return \"\", nil }",
		Good:        "//mcp:tool\nfunc Review(ids []string) (string, error) { return \"\", nil }",
	},
	{
		Code: "MCP321", Title: "malformed URI",
		Explanation: "A resource has an absolute URI (RFC 3986). Its variables are written {name} (RFC 6570, level 1). A value may hold letters, digits, - . _ ~ and encoded bytes, so what stands between two variables begins with a reserved character, as /.",
		Bad:         "//mcp:resource uri=notes://{+path}\nfunc Note(path string) (string, error) { return \"\", nil }",
		Good:        "//mcp:tool\nfunc Note(path string) (string, error) { return \"\", nil }",
	},
	{
		Code: "MCP322", Title: "package directive without components",
		Explanation: "package, restrict and scope are about the components of the package they stand in. They do not reach subpackages, so without a component here they have no effect.",
		Bad:         "//mcp:package auth=authenticated\npackage notes\n",
		Good:        "//mcp:package auth=authenticated\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP323", Title: "two checks with one name",
		Explanation: "A name in auth= is one check, wherever it stands in the package. If a function and a method, or methods of two types, had the same name, moving a component would change its policy without a word of it changing.",
		Bad:         "type Service struct{}\n\n//mcp:check\nfunc (s *Service) premium(r *check.Request) bool { return true }\n\n//mcp:check\nfunc premium(r *check.Request) bool { return true }\n\n//mcp:tool auth=premium\nfunc (s *Service) Purge() error { return nil }",
		Good:        "type Service struct{}\n\n//mcp:check\nfunc (s *Service) paid(r *check.Request) bool { return true }\n\n//mcp:check\nfunc premium(r *check.Request) bool { return true }\n\n//mcp:tool auth=premium,paid\nfunc (s *Service) Purge() error { return nil }",
	},
	{
		Code: "MCP324", Title: "check that is a method of something else",
		Explanation: "A check that is a method runs on the receiver of the component that names it, so only methods of the same type can name it: no function, no method of another type, nor of one that embeds it, and neither package nor restrict, which are about every component.",
		Bad:         "type Service struct{}\n\n//mcp:check\nfunc (s *Service) premium(r *check.Request) bool { return true }\n\n//mcp:tool auth=premium\nfunc Purge() error { return nil }",
		Good:        "type Service struct{}\n\n//mcp:check\nfunc (s *Service) premium(r *check.Request) bool { return true }\n\n//mcp:tool auth=premium\nfunc (s *Service) Purge() error { return nil }",
	},
}
