package vestibule.mail.message;

import java.util.List;
import vestibule.mail.message.Wording.Link;
import vestibule.mail.message.Wording.Paragraph;

/** The mails in Russian; the service's name stands where it needs no declension. */
record RussianWords(String service) implements Words {

  private static final Paragraph GREETING = new Paragraph("Здравствуйте!");
  private static final Paragraph NOT_YOU =
      new Paragraph(
          "Если это сделали не вы, немедленно запросите новый пароль там, где вы обычно входите.");

  @Override
  public Wording confirm(String confirm, String disown, boolean asksPassword) {
    String asking = asksPassword ? " Страница попросит ввести ваш пароль." : "";
    return new Wording(
        service + ": подтвердите адрес электронной почты",
        List.of(
            GREETING,
            new Paragraph(
                "Этот адрес был указан для учётной записи в «"
                    + service
                    + "». Чтобы подтвердить, что он ваш, перейдите по ссылке в течение 24 часов."
                    + asking),
            new Link("Подтвердить адрес", confirm),
            new Paragraph(
                "Если вы не регистрировались в «"
                    + service
                    + "», значит, ваш адрес указал кто-то другой. Чтобы убрать его из той учётной"
                    + " записи, перейдите по этой ссылке:"),
            new Link("Я здесь не регистрировался", disown)));
  }

  @Override
  public Wording reset(String reset) {
    return new Wording(
        service + ": новый пароль",
        List.of(
            GREETING,
            new Paragraph(
                "Кто-то, вероятно вы, запросил новый пароль для вашей учётной записи в «"
                    + service
                    + "». Чтобы выбрать его, перейдите по ссылке в течение часа. Она сработает"
                    + " один раз."),
            new Link("Выбрать новый пароль", reset),
            new Paragraph(
                "Если вы его не запрашивали, ничего не делайте: пароль останется прежним.")));
  }

  @Override
  public Wording invite(String reset) {
    return new Wording(
        service + ": ваша учётная запись",
        List.of(
            GREETING,
            new Paragraph(
                "Для вас создана учётная запись в «"
                    + service
                    + "». Чтобы выбрать пароль, перейдите по ссылке в течение трёх дней. Она"
                    + " сработает один раз."),
            new Link("Выбрать пароль", reset),
            new Paragraph("Если эта учётная запись вам не нужна, ничего не делайте.")));
  }

  @Override
  public Wording passwordChanged() {
    return new Wording(
        service + ": ваш пароль изменён",
        List.of(
            GREETING,
            new Paragraph("Пароль вашей учётной записи в «" + service + "» только что изменён."),
            NOT_YOU));
  }

  @Override
  public Wording passwordReset() {
    return new Wording(
        service + ": ваш пароль сброшен",
        List.of(
            GREETING,
            new Paragraph(
                "Пароль вашей учётной записи в «"
                    + service
                    + "» только что сброшен по ссылке, отправленной на другой её адрес. Все"
                    + " сеансы завершены."),
            NOT_YOU));
  }

  @Override
  public Wording addressTaken() {
    return new Wording(
        service + ": у вас уже есть учётная запись",
        List.of(
            GREETING,
            new Paragraph(
                "Кто-то, возможно вы, пытался зарегистрироваться в «"
                    + service
                    + "» с этим адресом. Он уже принадлежит учётной записи, и для другой"
                    + " использовать его нельзя."),
            new Paragraph(
                "Если это были вы, войдите с этим адресом или запросите там новый пароль. Если"
                    + " нет, ничего делать не нужно.")));
  }

  @Override
  public String signature() {
    return service;
  }
}
