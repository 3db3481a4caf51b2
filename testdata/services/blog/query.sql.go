package blog

import (
	"context"
	"time"
)

const countPosts = `-- name: CountPosts :one
SELECT count(*) FROM posts WHERE status = $1
`

func (q *Queries) CountPosts(ctx context.Context, status PostStatus) (int64, error) {
	row := q.db.QueryRow(ctx, countPosts, status)
	var count int64
	err := row.Scan(&count)
	return count, err
}

const createPost = `-- name: CreatePost :one
INSERT INTO posts (title, body, status) VALUES ($1, $2, $3) RETURNING id, title, body, status, created_at
`

type CreatePostParams struct {
	Title  string
	Body   *string
	Status PostStatus
}

func (q *Queries) CreatePost(ctx context.Context, arg CreatePostParams) (Post, error) {
	row := q.db.QueryRow(ctx, createPost, arg.Title, arg.Body, arg.Status)
	var i Post
	err := row.Scan(&i.ID, &i.Title, &i.Body, &i.Status, &i.CreatedAt)
	return i, err
}

const deletePost = `-- name: DeletePost :execrows
DELETE FROM posts WHERE id = $1
`

func (q *Queries) DeletePost(ctx context.Context, id int64) (int64, error) {
	result, err := q.db.Exec(ctx, deletePost, id)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected(), nil
}

const getPost = `-- name: GetPost :one
SELECT id, title, body, status, created_at FROM posts WHERE id = $1
`

func (q *Queries) GetPost(ctx context.Context, id int64) (Post, error) {
	row := q.db.QueryRow(ctx, getPost, id)
	var i Post
	err := row.Scan(&i.ID, &i.Title, &i.Body, &i.Status, &i.CreatedAt)
	return i, err
}

const listPosts = `-- name: ListPosts :many
SELECT id, title, body, status, created_at FROM posts WHERE created_at > $1 ORDER BY created_at
`

func (q *Queries) ListPosts(ctx context.Context, createdAt time.Time) ([]Post, error) {
	rows, err := q.db.Query(ctx, listPosts, createdAt)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var items []Post
	for rows.Next() {
		var i Post
		if err := rows.Scan(&i.ID, &i.Title, &i.Body, &i.Status, &i.CreatedAt); err != nil {
			return nil, err
		}
		items = append(items, i)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return items, nil
}
