#pragma once
#include "app/base/error.h"

#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace slipway::base {

/// A value or the reason why there is none. Wraps tl::expected, because a
/// subclass of it cannot chain (measured) and the plain type is not nodiscard.
template <class T>
class [[nodiscard]] Result {
public:
    using Value = T;
    template <class U = T>
    requires(std::is_constructible_v<T, U&&> && !std::is_same_v<std::remove_cvref_t<U>, Result> &&
             !std::is_same_v<std::remove_cvref_t<U>, Error>) Result(U&& value)
        : m_value(std::forward<U>(value)) // NOLINT: implicit on purpose, `return value;`
    {}
    Result(Error error) : m_value(tl::unexpected<Error>(std::move(error))) {} // NOLINT: implicit on purpose

    bool ok() const noexcept { return m_value.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    T& value() & { return *m_value; }
    const T& value() const& { return *m_value; }
    T&& value() && { return std::move(*m_value); }
    T& operator*() & { return *m_value; }
    const T& operator*() const& { return *m_value; }
    T&& operator*() && { return std::move(*m_value); }
    T* operator->() { return &*m_value; }
    const T* operator->() const { return &*m_value; }
    const Error& error() const { return m_value.error(); }
    template <class U>
    T valueOr(U&& fallback) const {
        return m_value.value_or(std::forward<U>(fallback));
    }

    /// `f(value)` returns a Result; skipped when there is an error.
    template <class F>
    auto then(F&& f) const -> std::invoke_result_t<F, const T&> {
        if (ok())
            return std::forward<F>(f)(*m_value);
        return error();
    }
    /// `f(value)` returns a plain value; skipped when there is an error.
    template <class F>
    auto map(F&& f) const -> Result<std::remove_cvref_t<std::invoke_result_t<F, const T&>>> {
        if (ok())
            return std::forward<F>(f)(*m_value);
        return error();
    }
    /// `f(error)` returns a Result of the same type; skipped when there is a value.
    template <class F>
    Result orElse(F&& f) const {
        return ok() ? *this : std::forward<F>(f)(error());
    }

private:
    tl::expected<T, Error> m_value;
};

/// Done, or the reason why not.
template <>
class [[nodiscard]] Result<void> {
public:
    using Value = void;
    Result() = default;
    Result(Error error) : m_value(tl::unexpected<Error>(std::move(error))) {} // NOLINT: implicit on purpose
    bool ok() const noexcept { return m_value.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    const Error& error() const { return m_value.error(); }

private:
    tl::expected<void, Error> m_value;
};

} // namespace slipway::base
