package blog

//go:generate go tool mcpgen

// Returns one post.
//
//mcp:tool for=Queries.GetPost readonly auth=scopes(posts:read)
//mcp:resource for=Queries.GetPost uri=posts://{id} name=post auth=scopes(posts:read)

// Lists the posts that are newer than createdAt.
//
//mcp:tool for=Queries.ListPosts readonly auth=scopes(posts:read)
//mcp:tool for=Queries.CountPosts readonly auth=scopes(posts:read)

// Writes a post.
//
//mcp:tool for=Queries.CreatePost auth=scopes(posts:write) deny=challenge
//mcp:param Title minlen=1 maxlen=200

//mcp:tool for=Queries.DeletePost destructive auth=scopes(posts:write) deny=challenge description="Deletes a post; 0 if there was none."
//mcp:param id min=1
