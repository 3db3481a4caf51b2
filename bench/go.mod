module github.com/mcpgen/mcpgen/bench

go 1.26.0

replace github.com/mcpgen/mcpgen => ../
