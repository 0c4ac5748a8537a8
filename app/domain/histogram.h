#pragma once
#include <QByteArray>
#include <QMap>
#include <optional>

namespace slipway::domain {

/// How often what took how long, in buckets that grow by 5 %: any two add up to one, and a percentile of the
/// sum is at most 2.5 % off. Percentiles of many minutes are never averages of percentiles.
class Histogram {
public:
    void add(qint64 tookUs, qint64 times = 1);
    void add(const Histogram& other);
    qint64 count() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    /// Nearest rank, in microseconds (the middle of its bucket); nothing when there is none.
    std::optional<qint64> percentileUs(double share) const;
    /// Pairs of bucket and count as varints, ascending by the distance to the bucket before.
    QByteArray encoded() const;
    /// What cannot be read is an empty one.
    static Histogram decoded(const QByteArray& bytes);
    friend bool operator==(const Histogram&, const Histogram&) = default;

private:
    QMap<int, qint64> m_buckets;
    qint64 m_count = 0;
};

} // namespace slipway::domain
