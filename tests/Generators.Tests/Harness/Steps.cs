using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Tests.Harness;

/// <summary>Checks on the steps of the incremental pipelines.</summary>
internal static class Steps
{
    /// <summary>Every spec and every output must have come from the cache.</summary>
    public static void ShouldBeCached(GeneratorDriverRunResult run)
    {
        foreach (var (name, step) in Specs(run))
        {
            foreach (var (_, reason) in step.Outputs)
            {
                (reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged).ShouldBeTrue($"{name} was {reason}");
            }
        }

        // Diagnostics hold locations, so their output may run again; sources may not.
        foreach (var step in run.Results.SelectMany(result => result.TrackedOutputSteps.Values).SelectMany(steps => steps)
            .Where(
                step => step.Inputs.All(input => input.Source.Name is not null && GeneratorHarness.SpecSteps.Contains(input.Source.Name))))
        {
            step.Outputs.ShouldAllBe(output => output.Reason == IncrementalStepRunReason.Cached);
        }
    }

    /// <summary>No spec may hold on to a compilation.</summary>
    public static void ShouldHoldNoRoslynObjects(GeneratorDriverRunResult run)
    {
        foreach (var (name, step) in Specs(run))
        {
            foreach (var (value, _) in step.Outputs)
            {
                Visit(value, name, new HashSet<object>(ReferenceEqualityComparer.Instance));
            }
        }
    }

    /// <summary>The reasons of a step's outputs.</summary>
    public static List<IncrementalStepRunReason> Reasons(GeneratorDriverRunResult run, string name) =>
        Specs(run).Where(step => step.Name == name).SelectMany(step => step.Step.Outputs).Select(output => output.Reason).ToList();

    private static IEnumerable<(string Name, IncrementalGeneratorRunStep Step)> Specs(GeneratorDriverRunResult run) =>
        run.Results.SelectMany(result => result.TrackedSteps)
            .Where(steps => GeneratorHarness.SpecSteps.Contains(steps.Key))
            .SelectMany(steps => steps.Value.Select(step => (steps.Key, step)));

    private static void Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        (value is Compilation or ISymbol or SyntaxNode or SyntaxTree or SemanticModel or Location or AttributeData)
            .ShouldBeFalse($"{path} holds a {value.GetType().Name}");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Visit(item, path + "[]", seen);
            }
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (
                var field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                Visit(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
