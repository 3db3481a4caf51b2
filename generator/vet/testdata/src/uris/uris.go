package uris

//mcp:resource uri=notes://{a}-{b}
func Unreserved(a, b string) (string, error) { return "", nil }

//mcp:resource title="A note" uri=notes://note/{id}
func Note(id string) (string, error) { return "", nil }

//mcp:resource mime=text/plain uri=notes://note/all
func All() (string, error) { return "", nil }

//mcp:resource uri=q://{a}
func Search(a string) (string, error) { return "", nil }

//mcp:resource uri=q://a?b
func Saved() (string, error) { return "", nil }
