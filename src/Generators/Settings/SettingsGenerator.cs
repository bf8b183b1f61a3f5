using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Settings;

/// <summary>Writes the binding of configuration for partial records marked with <c>[Settings]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SettingsGenerator : IIncrementalGenerator
{
    /// <summary>The attribute that marks a record.</summary>
    public const string AttributeName = SupportSource.Namespace + ".SettingsAttribute";

    /// <summary>The step whose outputs are specs.</summary>
    public const string SpecStep = "Settings.Spec";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.GenerateForTypes(
        AttributeName,
        SpecStep,
        [
            "SettingsAttributes",
            "SettingsException",
            "SettingProblems",
            "SettingDescription",
            "SettingValue",
            "ByteSize"],
        SettingsParser.Parse,
        static spec => (spec.Target, SettingsEmitter.Emit(spec)));
}
