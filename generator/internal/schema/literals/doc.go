// Package literals reads the values that directives, tags and schemas state, and writes them as Go and as JSON.
package literals
