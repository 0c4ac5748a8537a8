#pragma once
#include <git2.h>
#include <memory>

namespace slipway::adapters {

/// Calls the libgit2 function that frees a handle.
template <auto free>
struct Freed {
    template <class T>
    void operator()(T* handle) const {
        free(handle);
    }
};

// Owners of libgit2's handles. All belong to the thread that made them.
using RepositoryHandle = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, Freed<git_reference_free>>;
using ReferenceIterator = std::unique_ptr<git_reference_iterator, Freed<git_reference_iterator_free>>;
using ObjectHandle = std::unique_ptr<git_object, Freed<git_object_free>>;
using CommitHandle = std::unique_ptr<git_commit, Freed<git_commit_free>>;
using WalkHandle = std::unique_ptr<git_revwalk, Freed<git_revwalk_free>>;
using RemoteHandle = std::unique_ptr<git_remote, Freed<git_remote_free>>;
using OdbHandle = std::unique_ptr<git_odb, Freed<git_odb_free>>;
using OdbObjectHandle = std::unique_ptr<git_odb_object, Freed<git_odb_object_free>>;
using StatusHandle = std::unique_ptr<git_status_list, Freed<git_status_list_free>>;

} // namespace slipway::adapters
