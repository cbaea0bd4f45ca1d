using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Events;

public sealed class PropertyValueTests
{
    [Theory]
    [InlineData("""{"a":"x","b":12,"c":0.10,"d":true,"e":null,"f":[1,"two",{"g":[]}],"h":{"i":{"j":"2026-11-24"}}}""")]
    [InlineData("""{"big":12345678901234567890123,"tiny":1e-400,"huge":1E+400,"minus":-0}""")]
    public void Converter_OfAnyJson_WritesBackWhatItRead(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($$"""{"events":[{"event_properties":{{json}}}]}"""));
        var answer = JsonSerializer.Deserialize(ref reader, EventsJsonContext.Default.EventListAnswer);
        var properties = answer!.Events!.Single().Properties!;

        var request = new CreateEventRequest
        {
            Name = "n",
            Identifiers = new EventIdentifiers { ContactId = 1 },
            Properties = properties,
        };
        var written = JsonSerializer.Serialize(request, EventsJsonContext.Default.CreateEventRequest);

        Assert.Equal($$$"""{"event_name":"n","identifiers":{"contact_id":1},"event_properties":{{{json}}}}""", written);
    }

    [Fact]
    public void Values_OfEveryKind_AreReadAsWhatTheyAre()
    {
        PropertyValue text = "2026-11-24T10:00:00+01:00";
        PropertyValue number = 12.50m;
        PropertyValue whole = 7L;
        PropertyValue list = new[] { "a", "b" };
        PropertyValue members = new Dictionary<string, PropertyValue> { ["x"] = true };

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), text.AsTimestamp);
        Assert.Equal(12.50m, number.AsDecimal);
        Assert.Equal(12.5, number.AsNumber);
        Assert.Null(number.AsInteger);
        Assert.Equal(7, whole.AsInteger);
        Assert.Equal(["a", "b"], list.AsList!.Select(item => item.AsText));
        Assert.True(members.AsObject!["x"].AsBoolean);
        Assert.False(((PropertyValue)false).AsBoolean);
        Assert.Null(((PropertyValue)"soon").AsTimestamp);
        Assert.Null(text.AsNumber);
        Assert.Equal(PropertyValueKind.Null, ((PropertyValue)(string?)null).Kind);
        Assert.Equal("2026-11-24T09:00:00.000Z", ((PropertyValue)text.AsTimestamp!.Value).AsText);
    }

    [Fact]
    public void Equals_OfNestedValues_ComparesContents()
    {
        PropertyValue one = new Dictionary<string, PropertyValue> { ["a"] = new PropertyValue[] { 1, "x" }, ["b"] = 2 };
        PropertyValue same = new Dictionary<string, PropertyValue> { ["b"] = 2, ["a"] = new PropertyValue[] { 1, "x" } };
        PropertyValue other = new Dictionary<string, PropertyValue> { ["a"] = new PropertyValue[] { 1, "y" }, ["b"] = 2 };

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
        Assert.NotEqual(one, PropertyValue.Null);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Conversion_OfANumberThatJsonLacks_IsRefused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => (PropertyValue)value);
}
