//mcp:type *other.Response omit
package borrowed

import (
	"context"

	"github.com/mcpgen/mcpgen/testdata/real/borrowed/other"
)

//go:generate go run github.com/mcpgen/mcpgen/cmd/mcpgen

// GetAuthor returns one author.
//
//mcp:tool for=Queries.GetAuthor readonly
//mcp:param id min=0 "which"

//mcp:tool for=Queries.ListAuthors readonly description="Lists all authors."
//mcp:tool for=Queries.CreateAuthor
//mcp:param Name maxlen=20
//mcp:tool for=Queries.DeleteAuthor destructive
//mcp:resource for=Queries.GetAuthor uri=authors://{id} name=author

// GitHub serves the repositories of somebody else's client.
type GitHub struct {
	*other.Repositories
}

//mcp:tool for=GitHub.Get name=get_repository
//mcp:tool for=GitHub.List name=list_repositories
//mcp:tool for=GitHub.Ping

// Notes is whatever keeps notes.
type Notes interface {
	// Note returns a note.
	//
	//mcp:tool
	Note(ctx context.Context, id string) (string, error)

	//mcp:tool
	//mcp:param text maxlen=10
	Add(ctx context.Context, text string) (id string, revision int, err error)

	//mcp:resource uri=notes://{id}
	Read(id string) (string, bool)

	//mcp:prompt
	Review(ctx context.Context, id string) (string, error)

	//mcp:complete prompt=review arg=id
	IDs(ctx context.Context, value string) ([]string, error)

	Close() error
}

// Handler has a method that another package declares, without names.
type Handler interface{ other.Handler }

//mcp:tool for=Handler.Handle

// Deep embeds what embeds.
type Deep struct{ GitHub }

//mcp:tool for=Deep.Get name=deep_get
