using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class IncludeTests
{
    [Fact]
    public void Include_RulesOfTheOtherMap_AreTakenOver()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Include(new BaseContacts());
            map.Attribute("N", Column.Int64("n"));
        });
        var row = TestRows.Of(TestRows.Schema("email", "name", "n bigint"), " A@B.de ", null, null);

        var contact = Encode.With(map.CreateEncoder(), row);

        // The other map's null policy is its own.
        Assert.Equal("""{"email":"a@b.de","attributes":{"NAME":""}}""", contact.Json);
        Assert.Equal(
            EncodeOutcome.Skipped,
            Encode.With(map.CreateEncoder(), TestRows.Of(TestRows.Schema("email", "name"), "x@test", null)).Record.Outcome
        );
        Assert.Equal(FailurePolicy.DeadLetter, map.CreateEncoder().OnFailure);
        Assert.Null(map.Describe().MaxFailures);
    }

    [Fact]
    public void Include_PoliciesOfTheOuterMap_HoldWhereTheOtherSaysNothing()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.EmptyPolicy(EmptyPolicy.Keep);
            map.Include(new BaseContacts());
        });

        var contact = Encode.With(map.CreateEncoder(), TestRows.Of(TestRows.Schema("email", "name"), "a@b.de", ""));

        Assert.Equal("""{"email":"a@b.de","attributes":{"NAME":""}}""", contact.Json);
    }

    [Fact]
    public void Include_TargetThatBothWrite_IsAProblem()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Include(new BaseContacts());
            map.Attribute("NAME", Column.Text("other"));
        });

        Assert.Equal(MappingProblemCode.DuplicateTarget, Assert.Single(map.Check(null, null).Problems).Code);
    }

    [Fact]
    public void Include_Itself_IsAProblemAndNoEndlessLoop()
    {
        var problems = new Endless().Check(null, null).Problems;

        Assert.Contains(
            problems,
            problem => problem.Code == MappingProblemCode.Contradiction && problem.Message.Contains("Endless", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Include_RowMap_TakesOverItsColumns()
    {
        var common = RowMap.From<string>(map =>
        {
            map.Time(_ => DateTimeOffset.UnixEpoch);
            map.Column("a", x => x);
        });
        var map = RowMap.From<string>(map =>
        {
            map.Include(common);
            map.Column("b", x => x.Length);
        });

        Assert.Equal("a string, b long", map.Columns.ToString());
    }

    private sealed class BaseContacts : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.NullPolicy(NullPolicy.Clear);
            map.OnFailure(FailurePolicy.Throw);
            map.MaxFailures(1);
            map.SkipWhen(row => row.TextOrNull("email") == "x@test", "test");
            map.Email(Column.Text("email")).NormalizeEmail();
            map.Attribute("NAME", Column.Text("name"));
        }
    }

    private sealed class Endless : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.Email(Column.Text("email"));
            map.Include(this);
        }
    }
}
