package annotations

// authTerms is the one table of built-in terms of auth=. A check function may not take one of these names.
var authTerms = []AuthTerm{
	{Name: "scopes", Shape: "scopes(a,b)", Min: 1, Max: -1, Summary: "the caller has all of the scopes", Example: "auth=scopes(notes:read,notes:write)"},
	{Name: "anyscope", Shape: "anyscope(a,b)", Min: 1, Max: -1, Summary: "the caller has one of the scopes", Example: "auth=anyscope(notes:write,notes:admin)"},
	{Name: "roles", Shape: "roles(a,b)", Min: 1, Max: -1, Summary: "the caller has all of the roles, read from the claim roles or from Config.RolesClaim", Example: "auth=roles(editor)"},
	{Name: "targets", Shape: "targets(uri,…)", Min: 1, Max: -1, Summary: "the mandate names all of the targets", Example: "auth=targets(https://notes.example)"},
	{Name: "agent", Shape: "agent", Bare: true, Summary: "an agent acts: the mandate has an agent session", Example: "auth=agent"},
	{Name: "delegated", Shape: "delegated", Bare: true, Summary: "the mandate was delegated", Example: "auth=delegated"},
	{Name: "chain", Shape: "chain(app,…)", Min: 1, Max: -1, Summary: "the delegation chain contains all of the applications", Example: "auth=chain(planner)"},
	{Name: "maxhops", Shape: "maxhops(n)", Min: 1, Max: 1, Summary: "the mandate was handed on at most n times", Example: "auth=maxhops(2)"},
	{Name: "subject", Shape: "subject(user|application)", Min: 1, Max: 1, Summary: "the subject is a user, or an application", Example: "auth=subject(user)"},
	{Name: "claim", Shape: "claim(path, value)", Min: 2, Max: 2, Summary: "the claim has the value; a bare path descends at its dots, a quoted one is one name", Example: "auth=claim(org.plan, premium)"},
	{Name: "authenticated", Shape: "authenticated", Bare: true, Summary: "the caller has a valid token", Example: "auth=authenticated"},
	{Name: "unrestricted", Shape: "unrestricted", Bare: true, Summary: "whoever passes the server's own checks; what holds where no auth= is written", Example: "auth=unrestricted"},
	{Name: "any", Shape: "any(term,…)", Min: 1, Max: -1, Summary: "one of the terms holds", Example: "auth=any(scopes(notes:admin),roles(owner))"},
}
