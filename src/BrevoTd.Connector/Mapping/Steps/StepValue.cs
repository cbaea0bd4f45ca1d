using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>A value that a step brings in and that is known when the map is written, followed to the end of its rule.</summary>
/// <param name="Step">The step that brings it in.</param>
/// <param name="Written">What is written in the end; <see langword="null"/> where steps of the user's own decide.</param>
/// <param name="FailedAt">The step that refuses it, or behind which nothing remains.</param>
internal readonly record struct StepValue(IRuleStep Step, string? Written, IRuleStep? FailedAt)
{
    public static IEnumerable<StepValue> Of(IReadOnlyList<TextStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var value in steps[i].KnownValues)
            {
                yield return Follow(value, i, steps);
            }
        }
    }

    /// <summary>Only what stands at the end: almost every step over values is a function of the user.</summary>
    public static IEnumerable<StepValue> Of<TValue>(IReadOnlyList<ValueStep<TValue>> steps)
        where TValue : struct =>
        steps.Count == 0 ? [] : steps[^1].KnownValues.Select(value => new StepValue(steps[^1], value, FailedAt: null));

    private static StepValue Follow(string value, int from, IReadOnlyList<TextStep> steps)
    {
        var context = new EncodeContext(fieldCount: 0, includeValues: false);
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(value);
        foreach (var step in steps.Skip(from + 1))
        {
            if (step.CallsUser)
            {
                return new StepValue(steps[from], Written: null, FailedAt: null);
            }

            if (step.Apply(ref text, context) != ValueState.Present || text.IsEmpty)
            {
                return new StepValue(steps[from], Written: null, step);
            }
        }

        return new StepValue(steps[from], Encoding.UTF8.GetString(text), FailedAt: null);
    }
}
