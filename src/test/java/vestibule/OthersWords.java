package vestibule;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.UnionType;

/**
 * The rule that no text of another's exception is taken: a library's message may quote a row, a
 * mail or a password. What may be said of a throwable, {@code vestibule.core.refusal.Sayable} says.
 */
final class OthersWords extends TreePathScanner<Void, Void> {

  private static final Set<String> TEXTS =
      Set.of("getMessage", "getLocalizedMessage", "toString", "printStackTrace");
  private static final Set<String> WRITERS =
      Set.of(
          "java.lang.String",
          "java.lang.StringBuilder",
          "java.lang.StringBuffer",
          "java.util.Objects",
          "java.util.StringJoiner",
          "java.io.PrintStream",
          "java.io.PrintWriter",
          "java.text.MessageFormat");

  /**
   * They decide what may be said, decide by a text that goes nowhere, know the text, or tell a
   * command's own operator what they typed.
   */
  private static final Set<String> FREE =
      Set.of(
          "Sayable.java",
          "WritingConnection.java",
          "Pool.java",
          "Program.java",
          "SmtpFailure.java",
          "NativeFolder.java");

  private final SourceFile source;
  private final List<String> findings = new ArrayList<>();

  private OthersWords(SourceFile source) {
    this.source = source;
  }

  /** For a file with types ({@link SourceFile#withTypes}). */
  static List<String> findings(SourceFile source) {
    if (FREE.contains(source.name())) {
      return List.of();
    }
    OthersWords words = new OthersWords(source);
    words.scan(new TreePath(source.unit()), null);
    return words.findings;
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
    find(tree, TEXTS.contains(tree.getIdentifier().toString()) && isOthers(tree.getExpression()));
    return super.visitMemberSelect(tree, nothing);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
    find(
        tree, TEXTS.contains(tree.getName().toString()) && isOthers(tree.getQualifierExpression()));
    return super.visitMemberReference(tree, nothing);
  }

  @Override
  public Void visitBinary(BinaryTree tree, Void nothing) {
    boolean joins = tree.getKind() == Tree.Kind.PLUS;
    find(tree, joins && (isOthers(tree.getLeftOperand()) || isOthers(tree.getRightOperand())));
    return super.visitBinary(tree, nothing);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void nothing) {
    find(tree, isOthers(tree.getExpression()));
    return super.visitCompoundAssignment(tree, nothing);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
    boolean writes =
        tree.getMethodSelect() instanceof MemberSelectTree select
            && type(select.getExpression()) instanceof DeclaredType owner
            && WRITERS.contains(((TypeElement) owner.asElement()).getQualifiedName().toString());
    find(tree, writes && tree.getArguments().stream().anyMatch(this::isOthers));
    return super.visitMethodInvocation(tree, nothing);
  }

  private void find(Tree tree, boolean breach) {
    if (breach) {
      findings.add(source.at(tree, "takes the words of another's exception"));
    }
  }

  private TypeMirror type(ExpressionTree expression) {
    return source.trees().getTypeMirror(new TreePath(getCurrentPath(), expression));
  }

  private boolean isOthers(ExpressionTree expression) {
    return isOthers(type(expression));
  }

  private static boolean isOthers(TypeMirror type) {
    return switch (type) {
      case UnionType several -> several.getAlternatives().stream().anyMatch(OthersWords::isOthers);
      case DeclaredType one -> isThrowable(one) && !isOurs((TypeElement) one.asElement());
      case null, default -> false;
    };
  }

  private static boolean isOurs(TypeElement type) {
    return type.getQualifiedName().toString().startsWith("vestibule.");
  }

  private static boolean isThrowable(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    return element.getQualifiedName().contentEquals("java.lang.Throwable")
        || element.getSuperclass() instanceof DeclaredType parent && isThrowable(parent);
  }
}
