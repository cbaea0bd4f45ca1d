using BrevoTd.Connector.Emulator.Brevo;
using CsCheck;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class IdSetTests
{
    [Fact]
    public void From_AnyMembersAndOffset_SameAsSortedSet() =>
        Gen.Select(Gen.Int[1, 700].Array[0, 200], Gen.Int[1, 700].Array[0, 60], Gen.Int[0, 210])
            .Sample(
                (added, removed, offset) =>
                {
                    var set = new IdSet();
                    var model = new SortedSet<int>();
                    foreach (var id in added)
                        Assert.Equal(model.Add(id), set.Add(id));
                    foreach (var id in removed)
                        Assert.Equal(model.Remove(id), set.Remove(id));
                    Assert.Equal(model.Count, set.Count);
                    Assert.Equal(model.Skip(offset), set.From(offset, ascending: true));
                    Assert.Equal(model.Reverse().Skip(offset), set.From(offset, ascending: false));
                    Assert.All(Enumerable.Range(1, 700), id => Assert.Equal(model.Contains(id), set.Contains(id)));

                    var other = new IdSet();
                    foreach (var id in removed)
                        other.Add(id);
                    other.UnionWith(set);
                    Assert.Equal(model.Union(removed).Order(), other.From(0, ascending: true));
                    Assert.Equal(model.Union(removed).Count(), other.Count);
                },
                iter: 300
            );
}
